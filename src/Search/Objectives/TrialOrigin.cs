using Search.Spaces;

namespace Search.Objectives;

/// <summary>A part of a trial's training that it took over from another: a fork's first epochs.</summary>
/// <remarks>
/// The configurations and epochs alone say what the weights are, so a fork gives the same bits whether it starts from a copy of the checkpoint or trains
/// those epochs anew. The checkpoint only saves the time.
/// </remarks>
/// <param name="Configuration">The hyperparameters of those epochs.</param>
/// <param name="Epoch">The last epoch trained with them; grows from one origin to the next.</param>
/// <param name="CheckpointFolder">Where the other trial's checkpoints are; null when it has none.</param>
public sealed record TrialOrigin(Configuration Configuration, int Epoch, string? CheckpointFolder);
