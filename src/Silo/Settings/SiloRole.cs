namespace Search.Silo.Settings;

/// <summary>What a silo of a cluster does.</summary>
public enum SiloRole
{
    /// <summary>Decides and trains.</summary>
    Both,

    /// <summary>Decides only: it has no slots.</summary>
    Control,

    /// <summary>Trains only: experiments live on other silos, so that this one may come and go at any moment.</summary>
    Devices,
}
