using Search.Spaces;

namespace Search.Schedulers;

/// <summary>A new trial that takes the place of another: on more data from epoch 0, or from a copy of its checkpoint with other hyperparameters.</summary>
/// <param name="Configuration">Its hyperparameters.</param>
/// <param name="Fraction">Part of the stage's training images.</param>
/// <param name="FromEpoch">The epoch of the parent's checkpoint that it starts from; 0 for a fresh start.</param>
public sealed record Successor(Configuration Configuration, double Fraction, int FromEpoch);
