using System.Text.Json;
using Search.Experiments;
using Search.Grains.Interfaces;
using Search.Objectives;
using Search.Spaces;

namespace Search.Grains.Experiments;

/// <summary>Between wire messages and the types of Search: the only place that knows both.</summary>
public static class ReportMapping
{
    /// <summary>The finished epoch of a report.</summary>
    public static EpochFinished ToFinished(this EpochReport report) => new()
    {
        Epoch = report.Epoch,
        TrainLoss = report.TrainLoss,
        TrainAccuracy = report.TrainAccuracy,
        ValidLoss = report.ValidLoss,
        ValidAccuracy = report.ValidAccuracy,
        Others = report.Others,
        LearningRate = report.LearningRate,
        Seconds = report.Seconds,
        Checkpoint = report.Checkpoint,
        CheckpointBytes = report.CheckpointBytes,
        ValidCorrect = report.ValidCorrect,
        Test = report.TestCorrect is null ? null : new TestScores
        {
            Images = report.TestImages,
            Correct = report.TestCorrect,
            Losses = report.TestLosses,
            Loss = report.TestLoss,
            Accuracy = report.TestAccuracy,
        },
    };

    /// <summary>The report of a finished epoch.</summary>
    public static EpochReport ToReport(this EpochFinished finished) => new()
    {
        Epoch = finished.Epoch,
        TrainLoss = finished.TrainLoss,
        TrainAccuracy = finished.TrainAccuracy,
        ValidLoss = finished.ValidLoss,
        ValidAccuracy = finished.ValidAccuracy,
        Others = finished.Others?.ToDictionary(),
        LearningRate = finished.LearningRate,
        Seconds = finished.Seconds,
        Checkpoint = finished.Checkpoint,
        CheckpointBytes = finished.CheckpointBytes,
        ValidCorrect = finished.ValidCorrect,
        TestImages = finished.Test?.Images ?? 0,
        TestCorrect = finished.Test?.Correct,
        TestLosses = finished.Test?.Losses,
        TestLoss = finished.Test?.Loss ?? double.NaN,
        TestAccuracy = finished.Test?.Accuracy ?? double.NaN,
    };

    /// <summary>The failure of a report; null when the attempt did not fail.</summary>
    public static RunFailed? ToFailure(this AttemptReport report) => report.Failure is null
        ? null
        : new RunFailed(Enum.Parse<FailureKind>(report.Failure, ignoreCase: true), report.Message ?? "no details");

    /// <summary>The assignment of a trial's newest attempt.</summary>
    public static TrialAssignment ToAssignment(this Trial trial, SlotGrant grant, ExperimentState state) => new()
    {
        Grant = grant,
        Trial = trial.Number,
        Attempt = trial.Attempts,
        Configuration = JsonSerializer.SerializeToUtf8Bytes(trial.Plan.Configuration, ConfigurationJson.Default.Configuration),
        RunSeed = trial.RunSeed,
        TrainImages = trial.Plan.TrainImages,
        ValidImages = trial.Plan.ValidImages,
        Epochs = trial.Plan.Epochs,
        KnownEpoch = trial.Epoch,
        ScoreTest = trial.Plan.ScoreTest,
        Timeout = state.Spec.Trial.Timeout,
        Repeat = trial.Plan.Repeat,
        Target = trial.Target,
        Origins = trial.Plan.Lineage is { } lineage ? [.. lineage.Select(part => ToMessage(-1, part.Configuration, part.UntilEpoch))]
            : trial.Plan.FromEpoch == 0 ? null : [.. state.Origins(trial).Select(origin => ToMessage(origin.Trial.Number, origin.Trial.Plan.Configuration, origin.Epoch))],
        ForkInterval = trial.Plan.ForkInterval,
    };

    private static OriginMessage ToMessage(int trial, Configuration configuration, int epoch) => new()
    {
        Trial = trial,
        Configuration = JsonSerializer.SerializeToUtf8Bytes(configuration, ConfigurationJson.Default.Configuration),
        Epoch = epoch,
    };
}
