using Search.Objectives;

namespace Search.Training.Runs;

/// <summary>One epoch in <c>metrics.json</c>.</summary>
internal sealed record EpochMetrics(
    int Epoch, double TrainLoss, double TrainAccuracy, double ValidLoss, double ValidAccuracy, double LearningRate, double Seconds)
{
    public static EpochMetrics Of(EpochFinished measured) => new(
        measured.Epoch, measured.TrainLoss, measured.TrainAccuracy, measured.ValidLoss, measured.ValidAccuracy, measured.LearningRate, measured.Seconds);
}
