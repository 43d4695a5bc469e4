using Search.Experiments;

namespace Search.Client.Owner;

/// <summary>Why an experiment no longer runs.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Reason">Why, as a sentence; null when there is nothing to say.</param>
/// <param name="StorageFailed">True when its journal cannot be written.</param>
internal sealed record RestReason(ExperimentStatus Status, string? Reason, bool StorageFailed);
