using Search.Spaces;

namespace Search.Experiments;

/// <summary>A part of a run's training with other hyperparameters than its own: what a fork took over from another trial.</summary>
/// <param name="Configuration">The hyperparameters of those epochs.</param>
/// <param name="UntilEpoch">The last epoch trained with them; grows from one part to the next.</param>
public sealed record LineagePart(Configuration Configuration, int UntilEpoch);
