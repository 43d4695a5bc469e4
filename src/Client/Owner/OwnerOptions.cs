namespace Search.Client.Owner;

/// <summary>How the process that owns the home folder works.</summary>
internal sealed record OwnerOptions
{
    /// <summary>Slots to use; null for every GPU, else one per core.</summary>
    public int? Slots { get; init; }

    /// <summary>Loopback port for <c>/metrics</c>; null for none.</summary>
    public int? MetricsPort { get; init; }

    /// <summary>True when the terminal it was started from may close without ending it.</summary>
    public bool Detached { get; init; }
}
