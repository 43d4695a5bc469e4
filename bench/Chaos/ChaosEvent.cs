namespace Search.Bench.Chaos;

/// <summary>What may befall a cluster.</summary>
internal enum ChaosEvent
{
    /// <summary>A silo is killed and started again under its name.</summary>
    Kill,

    /// <summary>A silo is told to leave (SIGTERM) and started again under its name.</summary>
    Drain,

    /// <summary>A silo stands still for 20 s, long enough to be given up, and comes back as a zombie; started again once it has noticed.</summary>
    Freeze,

    /// <summary>Redis stands still for 10 s.</summary>
    FreezeRedis,

    /// <summary>A silo joins that was never there.</summary>
    Join,
}
