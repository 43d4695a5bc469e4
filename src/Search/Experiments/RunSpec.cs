namespace Search.Experiments;

/// <summary>Which run of an earlier search is repeated, so that it gives the same bits.</summary>
/// <param name="TrainImages">Number of training images.</param>
/// <param name="ValidImages">Number of validation images.</param>
/// <param name="Repeat">The repeat number that gave the run seed.</param>
public sealed record RunSpec(int TrainImages, int ValidImages, int Repeat);
