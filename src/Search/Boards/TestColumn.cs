namespace Search.Boards;

/// <summary>A configuration's value on the test split.</summary>
/// <param name="Value">Mean over its seeds, with the user's sign.</param>
/// <param name="Ci95">95 % interval, low and high: Student's over several seeds, Wilson's for an accuracy of one; null where there is none.</param>
/// <param name="Seeds">Number of fresh seeds that were scored.</param>
public sealed record TestColumn(double Value, IReadOnlyList<double>? Ci95, int Seeds);
