using static Search.Specs.Names.ValueKind;

namespace Search.Specs.Names;

/// <summary>Every name that a sweep file may use for what other projects register. The one place to add a name to.</summary>
internal static class KnownNames
{
    private static readonly ParameterRule Width = new("width", Number, "Channels or units as a multiple of the family's own; 1 is usual.") { Range = new(0.0625, 16) };
    private static readonly ParameterRule Depth = new("depth", Integer, "Number of blocks or hidden layers.") { Range = new(1, 8) };
    private static readonly ParameterRule MinEpochs = new("minEpochs", Integer, "Epochs of the first rung; at most maxEpochs.") { Range = new(1, 100_000) };
    private static readonly ParameterRule MinFraction = new("minFraction", Number, "The least part of the sample that a rung trains on; 1 compares at epochs. With minEpochs too, rungs grow in epochs and data by turns.") { Range = new(1e-6, 1) };
    private static readonly ParameterRule GraceEpochs = new("graceEpochs", Integer, "The first epoch at which a trial may be stopped; at most maxEpochs.") { Range = new(1, 100_000) };
    private static readonly ParameterRule CheckInterval = new("checkInterval", Integer, "Epochs from one check to the next.") { Range = new(1, 100_000) };
    private static readonly ParameterRule MinPeers = new("minPeers", Integer, "Other trials to compare with before anybody is stopped.") { Range = new(1, 100_000) };
    private static readonly ParameterRule ReductionFactor = new("reductionFactor", Integer, "Each rung keeps the best 1/reductionFactor of its trials.") { Range = new(2, 100) };

    private static readonly ParameterRule[] Population =
    [
        new("interval", Integer, "Epochs from one comparison to the next.") { Range = new(1, 100_000) },
        new("population", Integer, "Members that train beside one another.") { Range = new(2, 10_000) },
        new("quantile", Number, "The part of the population that is replaced, and the part that replaces it.") { Range = new(0, 0.5) { Above = true } },
    ];

    public static IReadOnlyList<ModelFamily> Models { get; } =
    [
        new("linear", []),
        new("mlp", [Width, Depth]),
        new("cnn", [Width]),
        new("vgg", [Width, Depth]),
    ];

    public static ParameterRule Model { get; } = new("model", Word, "The family of models.")
    {
        Words = [.. Models.Select(model => model.Name)],
        LaterWords = ["vgg16", "vgg19", "resnet", "resnet18", "resnet50", "inception", "mobilenet", "efficientnet", "densenet", "vit", "fcn"],
    };

    /// <summary>The parameters beside the model, in the order of the search space.</summary>
    public static IReadOnlyList<ParameterRule> Parameters { get; } =
    [
        new("optimizer", Word, "The update rule.") { Words = ["adam", "adamw", "sgd", "rmsprop", "adagrad"], LaterWords = ["eve", "lamb", "lion", "nadam", "adadelta"] },
        new("learningRate", Number, "The largest learning rate of the schedule.") { Range = new(0, 100) { Above = true } },
        new("weightDecay", Number, "Decoupled weight decay: weights shrink by learning rate times this per step.") { Range = new(0, 1000) },
        new("dropout", Number, "Probability that an activation is dropped.") { Range = new(0, 0.95) },
        new("momentum", Number, "Momentum of sgd.") { Range = new(0, 1) { Below = true } },
        new("nesterov", Flag, "Whether sgd's momentum looks ahead (Nesterov)."),
        new("batchSize", Integer, "Images per step.") { Range = new(2, 65536) },
        new("schedule", Word, "The course of the learning rate.") { Words = ["constant", "step10", "warmJumpDecay", "cosine", "oneCycle"], LaterWords = ["warmRestarts", "exponential", "polynomial"] },
        new("labelSmoothing", Number, "Probability taken from the true class and spread over all.") { Range = new(0, 1) { Below = true } },
    ];

    public static IReadOnlyList<Technique> Augmentations { get; } =
    [
        new(new("rotation", Number, "Largest rotation to either side, in degrees.") { Range = new(0, 180) }, [0, 5, 15, 30]),
        new(new("widthShift", Number, "Largest shift to either side, as a fraction of the width.") { Range = new(0, 1) { Below = true } }, [0, 0.05, 0.1, 0.2]),
        new(new("heightShift", Number, "Largest shift up or down, as a fraction of the height.") { Range = new(0, 1) { Below = true } }, [0, 0.05, 0.1, 0.2]),
        new(new("zoom", Number, "Largest zoom in or out, as a fraction of the size.") { Range = new(0, 0.9) }, [0, 0.1, 0.2]),
        new(new("shear", Number, "Largest shear to either side, in radians.") { Range = new(0, 1.4) }, [0, 0.1, 0.2]),
        new(new("channelShift", Number, "Largest change of a colour channel, of 255.") { Range = new(0, 255) }, [0, 10, 20, 40]),
        new(new("horizontalFlip", Flag, "Whether half of the images are mirrored."), [false, true]),
        new(new("brightness", Number, "Largest change of brightness, as a fraction.") { Range = new(0, 1) }, []),
        new(new("contrast", Number, "Largest change of contrast, as a fraction.") { Range = new(0, 1) }, []),
        new(new("cutout", Number, "Side of the square cut out, as a fraction of the image's.") { Range = new(0, 1) }, []),
    ];

    public static IReadOnlyList<ComponentRule> Samplers { get; } =
    [
        new("auto", []),
        new("random", []),
        new("grid", [new("resolution", Integer, "Points along each continuum, ends included.") { Range = new(2, 1000) }]),
        new("bohb", []),
        new("gp", []),
        new("sobol", []),
        new("cmaes", []),
        new("evolution", []),
        new("nsga2", []),
        new("tpe", []),
    ];

    public static IReadOnlyList<string> LaterSamplers { get; } = ["bayesian", "halton"];

    public static IReadOnlyList<ComponentRule> Schedulers { get; } =
    [
        new("auto", []),
        new("adaptive", [new("probes", Number, "The k-th trial at the first rung goes on whatever its rank with odds probes/k, to show whether ranks last.") { Range = new(0, 1000) }, ReductionFactor]),
        new("asha", [MinEpochs, MinFraction, ReductionFactor]),
        new("ashaStop", [MinEpochs, ReductionFactor]),
        new("hyperband", [new("brackets", Integer, "Brackets, those that start lowest; 0 for all.") { Range = new(0, 100) }, MinEpochs, MinFraction, ReductionFactor]),
        new("median", [CheckInterval, GraceEpochs, MinPeers]),
        new("percentile", [CheckInterval, GraceEpochs, MinPeers, new("percentile", Number, "Percentile of the peers' values, best first, that a trial must reach.") { Range = new(0, 100) { Above = true, Below = true } }]),
        new("patience",
        [
            CheckInterval, GraceEpochs,
            new("minDelta", Number, "The least change of the objective that counts as an improvement.") { Range = new(0) },
            new("patience", Integer, "Epochs without improvement after which a trial no longer runs.") { Range = new(1, 100_000) },
        ]),
        new("threshold", [CheckInterval, GraceEpochs, new("worst", Number, "The worst value of the objective with which a trial may go on.")]),
        new("curve", [CheckInterval, GraceEpochs, MinPeers, new("odds", Number, "A trial is stopped when the odds that it ends better than the best are below this.") { Range = new(0, 1) { Above = true, Below = true } }]),
        new("pareto", [MinEpochs, ReductionFactor]),
        new("pbt", Population),
        new("pb2", Population),
        new("none", []),
    ];

    public static IReadOnlyList<string> LaterSchedulers { get; } = ["successiveHalving", "bohb"];

    /// <summary>The stages of a search, in the only order in which they make sense; <c>train</c> stands alone.</summary>
    public static IReadOnlyList<string> SearchStages { get; } = ["learningRate", "augmentation", "joint", "promote", "retune"];

    public const string TrainStage = "train";

    public static IReadOnlyList<string> LaterStages { get; } = ["sampleSize", "pseudoLabel", "distill", "ensemble", "fineTune"];

    /// <summary>What can be optimised alone, and whether larger is better.</summary>
    public static IReadOnlyDictionary<string, bool> Objectives { get; } = new Dictionary<string, bool> { ["validAccuracy"] = true, ["validLoss"] = false };

    /// <summary>Everything that a training reports and that can be optimised beside others, and whether larger is better.</summary>
    public static IReadOnlyDictionary<string, bool> SeveralObjectives { get; } = new Dictionary<string, bool>(Objectives) { ["parameters"] = false };

    public static IReadOnlyList<string> LaterObjectives { get; } = ["calibratedLogLoss", "topFiveAccuracy", "f1", "auc"];

    public static IReadOnlyList<string> Devices { get; } = ["any", "cpu", "cuda"];

    /// <summary>Keys that a later version will know, whatever section they stand in.</summary>
    public static IReadOnlyList<string> LaterKeys { get; } =
    [
        "pretrained", "freeze", "finetune", "unlabelled", "pseudoLabels", "ensemble", "distill", "boundingBoxes", "precompute",
        "precision", "nodes", "script",
    ];
}
