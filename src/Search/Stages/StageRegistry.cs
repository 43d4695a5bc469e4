using Search.Experiments;

namespace Search.Stages;

/// <summary>The stages by name. A new one is one file, one test file and one line here.</summary>
public static class StageRegistry
{
    private static readonly Dictionary<string, Func<ExperimentState, int, Stage>> Known = new(StringComparer.Ordinal)
    {
        [StageNames.LearningRate] = (state, index) => new LearningRateStage(state, index),
        [StageNames.Augmentation] = (state, index) => new AugmentationStage(state, index),
        [StageNames.Joint] = (state, index) => new JointStage(state, index),
        [StageNames.Promote] = (state, index) => new PromoteStage(state, index),
        [StageNames.Retune] = (state, index) => new RetuneStage(state, index),
        [StageNames.Train] = (state, index) => new TrainStage(state, index),
    };

    /// <summary>The registered names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Keys];

    /// <summary>Creates a stage that has just begun.</summary>
    /// <exception cref="ArgumentException">The name is not known.</exception>
    public static Stage Create(string name, ExperimentState state, int index) => Known.TryGetValue(name, out var create)
        ? create(state, index)
        : throw new ArgumentException($"There is no stage \"{name}\"; known are {string.Join(", ", Names)}.", nameof(name));
}
