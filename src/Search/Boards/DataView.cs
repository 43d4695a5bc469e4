using Search.Experiments;

namespace Search.Boards;

/// <summary>The data of an experiment, in numbers.</summary>
/// <param name="TrainImages">Images of the full training set.</param>
/// <param name="SampleTrainImages">Training images of the sample stages.</param>
/// <param name="ValidImages">Images of the validation split.</param>
/// <param name="SampleValidImages">Validation images of the sample stages.</param>
/// <param name="TestImages">Labelled test images; 0 for none.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="ContentHash">Hash of all pixels and labels.</param>
/// <param name="SplitHash">Hash of who is in which split.</param>
/// <param name="Warnings">Remarks, as sentences.</param>
public sealed record DataView(
    int TrainImages, int SampleTrainImages, int ValidImages, int SampleValidImages, int TestImages, int Classes, string ContentHash, string SplitHash, IReadOnlyList<string> Warnings)
{
    internal static DataView? Of(DataSummary? data) => data is null ? null : new(
        data.TrainImages, data.SampleTrainImages, data.ValidImages, data.SampleValidImages, data.TestImages, data.Classes.Count, data.ContentHash, data.SplitHash, data.Warnings);
}
