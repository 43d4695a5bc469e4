namespace Search.Samplers;

/// <summary>One measurement of a trial.</summary>
/// <param name="Epoch">Epochs finished, counted from 1.</param>
/// <param name="Values">One internal (minimised) finite value for each objective.</param>
/// <param name="Seconds">What the epochs since the measurement before took; 0 where that is not known.</param>
public sealed record PastValue(int Epoch, IReadOnlyList<double> Values, double Seconds);
