namespace Search.Simulation;

/// <summary>One epoch of a <see cref="Span"/>'s answer.</summary>
/// <param name="Values">One value for each objective, with the user's sign.</param>
/// <param name="Seconds">How long it took; from 0.</param>
public readonly record struct SpanEpoch(IReadOnlyList<double> Values, double Seconds);
