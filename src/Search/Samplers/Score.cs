namespace Search.Samplers;

/// <summary>A settled trial on the scale of the deepest fidelity.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Value">Its value there, as it is or as estimated; lower is better. NaN when it failed or has none.</param>
/// <param name="Variance">Of the estimate; 0 for a value as it is.</param>
internal readonly record struct Score(PastTrial Trial, double Value, double Variance);
