namespace Search.Training.Data.Splitting;

/// <summary>Who is on which side, each an index into the images.</summary>
/// <param name="Train">The full training set; every prefix is class-balanced.</param>
/// <param name="Valid">The validation images; every prefix is class-balanced.</param>
/// <param name="Test">The labelled test images; empty when there are none.</param>
/// <param name="Warnings">Remarks for the owner of the images.</param>
internal sealed record Splits(IReadOnlyList<int> Train, IReadOnlyList<int> Valid, IReadOnlyList<int> Test, IReadOnlyList<string> Warnings);
