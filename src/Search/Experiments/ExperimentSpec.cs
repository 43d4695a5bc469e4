using System.Text.Json.Serialization;
using Search.Spaces;
using Search.Stages;

namespace Search.Experiments;

/// <summary>A sweep file, read, checked and with every default filled in. Copied at launch; later edits have no effect.</summary>
public sealed record ExperimentSpec
{
    /// <summary>The experiment's name, the first part of its identifier: letters, digits, '-' and '_'.</summary>
    public required string Name { get; init; }

    /// <summary>The images; null for objectives that need none.</summary>
    public DataSpec? Data { get; init; }

    /// <summary>What is optimised.</summary>
    public ObjectiveSpec Objective { get; init; } = ObjectiveSpec.ValidAccuracy;

    /// <summary>What is optimised beside <see cref="Objective"/>, in the file's order; null for a single objective.</summary>
    public IReadOnlyList<ObjectiveSpec>? OtherObjectives { get; init; }

    /// <summary>Everything that is optimised, <see cref="Objective"/> first.</summary>
    [JsonIgnore]
    public IReadOnlyList<ObjectiveSpec> Objectives => OtherObjectives is { } others ? [Objective, .. others] : [Objective];

    /// <summary>
    /// Every hyperparameter: searched ones with their domain, fixed ones as constants. Names: <c>model</c>, <c>model.width</c>, <c>learningRate</c>,
    /// <c>weightDecay</c>, <c>dropout</c>, <c>optimizer</c>, <c>momentum</c>, <c>batchSize</c>, <c>schedule</c>, <c>labelSmoothing</c>.
    /// Augmentation is not here but in <see cref="Augmentation"/>.
    /// </summary>
    public required SearchSpace Space { get; init; }

    /// <summary>Augmentation techniques with the levels to scan, in the file's order.</summary>
    public IReadOnlyList<AugmentationLevels> Augmentation { get; init; } = [];

    /// <summary>Configurations tried first; parameters they leave out are sampled.</summary>
    public IReadOnlyList<Configuration> SeedPoints { get; init; } = [];

    /// <summary>Earlier experiments whose best configurations this one tries first, by identifier; null for none. What of them is used is in <see cref="ExperimentCreated.WarmStart"/>.</summary>
    public IReadOnlyList<string>? WarmStart { get; init; }

    /// <summary>The steps of the search, in order: names known to the stage registry.</summary>
    public IReadOnlyList<string> Stages { get; init; } = ["learningRate", "augmentation", "joint", "promote", "retune"];

    /// <summary>What proposes configurations: <c>auto</c> or a registered sampler.</summary>
    public ComponentSpec Sampler { get; init; } = new("auto");

    /// <summary>What compares trials under way: <c>auto</c> or a registered scheduler.</summary>
    public ComponentSpec Scheduler { get; init; } = new("auto");

    /// <summary>Epochs of a trial that is never stopped.</summary>
    public int MaxEpochs { get; init; } = 27;

    /// <summary>How many trials go to the full data, and how often the final ones are repeated.</summary>
    public PromoteSpec Promote { get; init; } = new();

    /// <summary>Limits of every trial.</summary>
    public TrialLimits Trial { get; init; } = new();

    /// <summary>When to stop spending; the first limit reached wins.</summary>
    public BudgetSpec Budget { get; init; } = new();

    /// <summary>Higher goes first when slots are scarce; 0 is usual.</summary>
    public int Priority { get; init; }

    /// <summary>Share of the slots among experiments of equal priority.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Seeds every random choice of the experiment.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>True when the file says nothing of <c>weightDecay</c>: its domain then follows each stage's data size and learning rate.</summary>
    public bool DefaultWeightDecay { get; init; }

    /// <summary>The one configuration of a <c>train</c> run; null for a search.</summary>
    public Configuration? Configuration { get; init; }

    /// <summary>Which run of an earlier search a <c>train</c> run repeats; null for a fresh one on the full data.</summary>
    public RunSpec? Run { get; init; }

    /// <summary>The values of a measurement with the user's sign, one for each objective; all null where one is not known.</summary>
    internal double?[] ValuesOf(Measurement? measurement) =>
        [measurement?.Value, .. (OtherObjectives ?? []).Select((_, i) => i < measurement?.Others?.Count ? measurement.Others[i] : (double?)null)];

    /// <summary>What the joint stage searches as long as no stage has handed anything on: the space, and augmentation where no stage of its own decides on it.</summary>
    internal SearchSpace JointSpace() => Stages.Contains(StageNames.Augmentation)
        ? Space
        : Augmentation.Aggregate(Space, (space, technique) => space.With(technique.ToParameter()));

    /// <summary>The internal (minimised) values of a measurement, one for each objective; NaN where there is none.</summary>
    internal double[] ToInternal(Measurement measurement)
    {
        var values = new double[1 + (OtherObjectives?.Count ?? 0)];
        Array.Fill(values, double.NaN);
        if (measurement.Value is not { } first)
            return values;
        values[0] = Objective.ToInternal(first);
        for (var i = 1; i < values.Length && i <= measurement.Others?.Count; i++)
            values[i] = OtherObjectives![i - 1].ToInternal(measurement.Others[i - 1]);
        return values;
    }
}
