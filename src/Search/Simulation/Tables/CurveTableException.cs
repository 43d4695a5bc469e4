namespace Search.Simulation.Tables;

/// <summary>A table of curves cannot be used: a sentence for whoever wrote it.</summary>
public sealed class CurveTableException(string message) : Exception(message);
