namespace Search.Grains.Experiments;

/// <summary>When attempts of which nothing is heard count as lost.</summary>
/// <param name="Lease">An attempt of which its silo has not spoken for so long is started anew elsewhere; null for never, as in one process, which may sleep with its machine.</param>
public sealed record LeaseOptions(TimeSpan? Lease);
