namespace Search.Client.Owner;

/// <summary>How the process that owns the home folder works.</summary>
/// <param name="Slots">Slots to use; null for every GPU, else one per core.</param>
/// <param name="MetricsPort">Loopback port for <c>/metrics</c>; null for none.</param>
internal sealed record OwnerOptions(int? Slots, int? MetricsPort);
