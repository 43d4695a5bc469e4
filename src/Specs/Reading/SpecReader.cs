using System.Globalization;
using Search.Experiments;
using Search.Schedulers;
using Search.Specs.Keys;
using Search.Specs.Names;
using Search.Specs.Yaml;

namespace Search.Specs.Reading;

/// <summary>Turns the nodes of a sweep file into a specification, gathering every error.</summary>
internal sealed class SpecReader(MapNode root, string folder, ErrorList errors, IReadOnlyList<Key> keys)
{
    private const int UsualTrials = 60;
    private readonly Section section = new(root, "", keys, root.Place, errors);

    /// <summary>A search on images.</summary>
    public ExperimentSpec Read()
    {
        var data = new DataReader(folder, errors).Read(section.Sub("data", SweepKeys.Data), section.Node("data")?.Place ?? root.Place);
        var stages = new StagesReader(errors).Read(section.Node("stages"), section.Node("configuration") is not null);
        var spec = Common(new SweepObjectivesReader(errors).Read(section.Node("objective"), section.Node("objectives"))) with { Name = Name(data), Data = data, Stages = stages };
        new GainReader(errors).Check(spec, section.Node("budget"));
        return section.Node("configuration") is { } configuration ? Run(spec, configuration) : Search(spec);
    }

    /// <summary>A search on whatever objective a simulation brings: free names, one stage.</summary>
    public ExperimentSpec ReadSimulation()
    {
        var objectives = new ObjectivesReader(errors).Read(section.Node("objective"), section.Node("objectives"), root.Place);
        var stages = new StagesReader(errors).Read(section.Node("stages") ?? SimulationKeys.Stages(root.Place), isRun: false);
        if (stages is not ["joint"])
            errors.Add(section.Node("stages")!.Place, $"stages are {string.Join(", ", stages)}, but without data only [joint] can be simulated: remove the line.");
        var space = new SpaceReader(errors).ReadFree(section.Node("space"));
        space = new ConstraintsReader(errors).Read(section.Node("constraints"), space);
        var spec = Common(objectives) with
        {
            Name = section.Text("name") is null ? SimulationKeys.UsualName : Name(),
            Space = space,
            Stages = ["joint"],
            SeedPoints = new PointReader(errors).SeedPoints(section.Node("seedPoints"), space, []),
        };
        new GainReader(errors).Check(spec, section.Node("budget"));
        return spec;
    }

    private ExperimentSpec Common(IReadOnlyList<ObjectiveSpec> objectives)
    {
        var spec = new ExperimentSpec
        {
            Name = "",
            Objective = objectives[0],
            OtherObjectives = objectives.Count > 1 ? [.. objectives.Skip(1)] : null,
            Space = new Spaces.SearchSpace { Parameters = [] },
            Sampler = new ComponentReader(errors).Read(section.Node("sampler"), "sampler", KnownNames.Samplers, KnownNames.LaterSamplers),
            Scheduler = new ComponentReader(errors).Read(section.Node("scheduler"), "scheduler", KnownNames.Schedulers, KnownNames.LaterSchedulers),
            MaxEpochs = section.Integer("maxEpochs") ?? 27,
            Promote = Promote(),
            Trial = Trial(),
            Budget = Budget(),
            Priority = section.Integer("priority") ?? 0,
            Weight = section.Number("weight") ?? 1,
            Seed = Seed(),
        };
        foreach (var error in SchedulerRegistry.Errors(spec.Scheduler, new SchedulerContext { MaxEpochs = spec.MaxEpochs, Objective = spec.Objective, Objectives = objectives.Count }))
            errors.Add((section.Node("scheduler") ?? root).Place, $"scheduler.{spec.Scheduler.Name}.{error}");
        return spec;
    }

    private ExperimentSpec Search(ExperimentSpec spec)
    {
        foreach (var key in (string[])["run", "lineage"])
            if (section.Node(key) is { } node)
                errors.Add(node.Place, $"{key} belongs to a single run: give its configuration too, or remove {key}.");
        var reader = new SpaceReader(errors);
        var space = reader.Read(section.Node("model"), section.Node("training"), section.Node("space"));
        space = new ConstraintsReader(errors).Read(section.Node("constraints"), space);
        return spec with
        {
            Space = space,
            DefaultWeightDecay = reader.DefaultWeightDecay,
            Augmentation = reader.Augmentation,
            SeedPoints = new PointReader(errors).SeedPoints(section.Node("seedPoints"), space, reader.Augmentation),
            WarmStart = new WarmStartReader(errors).Read(section.Node("warmStart"), spec.Stages),
        };
    }

    private ExperimentSpec Run(ExperimentSpec spec, SpecNode node)
    {
        foreach (var key in (string[])["model", "training", "space", "constraints", "seedPoints", "warmStart"])
            if (section.Node(key) is { } other)
                errors.Add(other.Place, $"{key} and configuration are both given: a single run has its parameters in configuration; remove {key}.");
        var configuration = new ConfigurationReader(errors).Read(node);
        var run = section.Sub("run", SweepKeys.Run);
        return spec with
        {
            Space = ConfigurationReader.SpaceOf(configuration),
            Augmentation = ConfigurationReader.AugmentationOf(configuration),
            Configuration = configuration,
            Run = new RunSpec
            {
                TrainImages = run.Integer("trainImages"),
                ValidImages = run.Integer("validImages"),
                Repeat = run.Integer("repeat") ?? 0,
                Lineage = new LineageReader(errors).Read(section.Node("lineage"), configuration, spec.MaxEpochs),
            },
        };
    }

    private string Name(DataSpec data) => section.Text("name") is null ? ExperimentName.From(data.Path) : Name();

    private string Name()
    {
        var name = section.Text("name")!;
        if (!ExperimentName.IsGood(name))
            errors.Add(section.Node("name")!.Place, $"name is {section.Node("name")!.Excerpt}, but must be 1 to {ExperimentName.Longest} letters, digits, '-' and '_', starting with a letter or digit.");
        return name;
    }

    private PromoteSpec Promote()
    {
        var (promote, standard) = (section.Sub("promote", SweepKeys.Promote), new PromoteSpec());
        return new PromoteSpec { Top = promote.Integer("top") ?? standard.Top, Repeats = promote.Integer("repeats") ?? standard.Repeats };
    }

    private TrialLimits Trial()
    {
        var (trial, standard) = (section.Sub("trial", SweepKeys.Trial), new TrialLimits());
        return new TrialLimits
        {
            Timeout = trial.Duration("timeout"),
            Device = trial.Text("device") ?? standard.Device,
            Retries = trial.Integer("retries") ?? standard.Retries,
        };
    }

    private BudgetSpec Budget()
    {
        var budget = section.Sub("budget", SweepKeys.Budget);
        var (gain, aboveNoise) = new GainReader(errors).Read(budget.Node("gain"));
        var spec = new BudgetSpec
        {
            Trials = budget.Integer("trials"),
            Epochs = (long?)budget.Number("epochs"),
            Time = budget.Duration("time"),
            Gain = gain,
            GainAboveNoise = aboveNoise,
            GainPerHour = budget.Number("gainPerHour"),
            Disk = budget.Size("disk") ?? BudgetSpec.UsualDisk,
        };
        // A search without any limit would never end.
        return spec.IsUnlimited ? spec with { Trials = UsualTrials } : spec;
    }

    private ulong Seed()
    {
        if (section.Node("seed") is not { } node)
            return 1;
        // Not by way of a number with 53 bits: a seed has 64.
        if (node is ScalarNode scalar && ulong.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
            return seed;
        errors.Add(node.Place, $"seed is {node.Excerpt}, but must be a whole number from 0 to {ulong.MaxValue}.");
        return 1;
    }
}
