using Search.Spaces;
using Search.Training.Augmentation;

namespace Search.Training.Settings;

/// <summary>A configuration read and checked: every hyperparameter of a training run with its meaning.</summary>
/// <remarks>Pure. Read with <see cref="From"/>, which refuses unknown names and lists the known ones.</remarks>
public sealed record TrainingSettings
{
    /// <summary>The model family's registered name; default <c>cnn</c>.</summary>
    public string Model { get; init; } = "cnn";

    /// <summary>Factor on the family's channel or unit counts, in [0.0625, 16]; default 1.</summary>
    public double ModelWidth { get; init; } = 1;

    /// <summary>Hidden layers of <c>mlp</c>, blocks of <c>vgg</c>; in [1, 8], null for the family's own number. Other families have a fixed depth.</summary>
    public int? ModelDepth { get; init; }

    /// <summary>The peak of the schedule; above 0, default 0.001.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>λ of the decoupled decay w ← w(1−ηλ); at least 0, default 0. Scales, shifts and biases are not decayed.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Probability of dropping a unit, in [0, 0.95]; default 0.</summary>
    public double Dropout { get; init; }

    /// <summary>The optimizer's registered name; default <c>adam</c>.</summary>
    public string Optimizer { get; init; } = "adam";

    /// <summary>Momentum of <c>sgd</c>, in [0, 1); default 0. The other optimizers do not look at it.</summary>
    public double Momentum { get; init; }

    /// <summary>True for Nesterov's form of <c>sgd</c>'s momentum; default false.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Images of one step, in [2, 65536]; default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>The learning-rate schedule's registered name; default <c>cosine</c>.</summary>
    public string Schedule { get; init; } = "cosine";

    /// <summary>Share of the target's probability spread over all classes, in [0, 1); default 0.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>How strongly the training images are altered; all off by default.</summary>
    public AugmentationSettings Augmentation { get; init; } = AugmentationSettings.None;

    /// <summary>The parameters a configuration may hold, in ordinal order.</summary>
    public static IReadOnlyList<string> KnownParameters => SettingsReader.KnownParameters;

    /// <summary>Reads and checks a configuration.</summary>
    /// <exception cref="ArgumentException">Something is unknown or out of range; the message holds all errors, one a line.</exception>
    public static TrainingSettings From(Configuration configuration)
    {
        var reader = new SettingsReader(configuration);
        var settings = reader.Read();
        return reader.Errors.Count == 0
            ? settings
            : throw new ArgumentException(string.Join('\n', reader.Errors), nameof(configuration));
    }

    /// <summary>Everything that is wrong with a configuration, as sentences; empty when it can be trained.</summary>
    public static IReadOnlyList<string> Errors(Configuration configuration)
    {
        var reader = new SettingsReader(configuration);
        reader.Read();
        return reader.Errors;
    }
}
