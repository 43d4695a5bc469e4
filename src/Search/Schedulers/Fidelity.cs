namespace Search.Schedulers;

/// <summary>The resource given to a trial: how long and on how much of the stage's data it trains.</summary>
/// <param name="Epochs">Epochs up to which it runs before it is compared; at least 1.</param>
/// <param name="Fraction">Part of the stage's training images, above 0, at most 1. Smaller subsets are nested in larger ones.</param>
public readonly record struct Fidelity(int Epochs, double Fraction = 1);
