namespace Search.Spaces;

/// <summary>One column of a <see cref="SpaceEncoding"/>.</summary>
/// <param name="Parameter">Index of the parameter in the space.</param>
/// <param name="IsChoice">True for a choice, whose values have no order.</param>
/// <param name="Count">Number of values along the column; null for a continuum, and for a column of a choice of more than two.</param>
public sealed record EncodingColumn(int Parameter, bool IsChoice, long? Count);
