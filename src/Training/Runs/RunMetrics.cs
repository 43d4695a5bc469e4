using Search.Objectives;

namespace Search.Training.Runs;

/// <summary>The content of <c>metrics.json</c>: what was run, and what came of it, epoch by epoch.</summary>
internal sealed record RunMetrics
{
    public required string Experiment { get; init; }
    public required int Trial { get; init; }
    public required int Attempt { get; init; }
    public required ulong RunSeed { get; init; }
    public required string DataHash { get; init; }
    public required string Fingerprint { get; init; }
    public required int TrainImages { get; init; }
    public required int ValidImages { get; init; }
    public required Dictionary<string, string> Configuration { get; init; }
    public required EpochMetrics[] Epochs { get; init; }

    /// <summary>The objective's value after the last epoch, with the user's sign.</summary>
    public required double Value { get; init; }

    /// <summary>The epoch of the best value; null when none is a number.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>Scores on the test split; null when the run was not asked to read it.</summary>
    public TestMetrics? Test { get; init; }

    public static RunMetrics Of(TrialRequest request, string fingerprint, string dataHash, IReadOnlyList<EpochFinished> measurements, int? bestEpoch) => new()
    {
        Experiment = request.Experiment,
        Trial = request.Trial,
        Attempt = request.Attempt,
        RunSeed = request.RunSeed,
        DataHash = dataHash,
        Fingerprint = fingerprint,
        TrainImages = request.TrainImages,
        ValidImages = request.ValidImages,
        Configuration = request.Configuration.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
        Epochs = [.. measurements.Select(EpochMetrics.Of)],
        Value = measurements[^1].Value(request.Objective.Name),
        BestEpoch = bestEpoch,
        Test = measurements[^1].Test is { } test ? new(test.Images, test.Loss, test.Accuracy) : null,
    };
}
