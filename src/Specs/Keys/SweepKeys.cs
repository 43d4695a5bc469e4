using Search.Specs.Names;
using static Search.Specs.Keys.KeyKind;

namespace Search.Specs.Keys;

/// <summary>All keys of a sweep file.</summary>
internal static class SweepKeys
{
    private static readonly NumberRange FromOne = new(1, int.MaxValue);
    private static readonly NumberRange Fraction = new(0, 1) { Above = true, Below = true };

    /// <summary>Improvements that may be asked for.</summary>
    public static NumberRange Gain { get; } = new(0) { Above = true };

    public static IReadOnlyList<Key> Data { get; } =
    [
        new("path", Text, "The folder with train/<class>/*, and perhaps valid/<class>/* and test/<class>/*; relative to this file.") { IsRequired = true },
        new("imageSize", Integer, "Height and width in pixels to which images are brought; 32 if not given.") { Range = new(8, 1024) },
        new("limit", Section, "Limits of the full set.") { Keys = [new("train", Integer, "Largest number of training images, class-balanced; all if not given.") { Range = FromOne }] },
        new("groups", Text, "A CSV file \"image,group\": a group is never on two sides of a split; relative to this file."),
        new("sample", Section, "The sample on which the first stages work.")
        {
            LaterWord = "auto",
            Keys =
            [
                new("train", Integer, "Training images of the sample; 1500 if not given.") { Range = FromOne },
                new("valid", Integer, "Validation images of the sample; 1000 if not given.") { Range = FromOne },
            ],
        },
        new("valid", Section, "The validation split where there is no folder valid.") { Keys = [new("fraction", Number, "Fraction of the training images; 0.15 if not given.") { Range = Fraction }] },
        new("test", Section, "The test split where there is no labelled folder test.") { Keys = [new("fraction", Number, "Fraction set aside before everything else.") { Range = Fraction }] },
        new("maxUnreadable", Number, "Largest fraction of unreadable images that is tolerated; 0.01 if not given.") { Range = new(0, 1) },
    ];

    public static IReadOnlyList<Key> Objective { get; } = ObjectiveOf(KnownNames.Objectives.Keys);

    /// <summary>One of several objectives.</summary>
    public static IReadOnlyList<Key> OneObjective { get; } = ObjectiveOf(KnownNames.SeveralObjectives.Keys);

    public static IReadOnlyList<Key> Promote { get; } =
    [
        new("top", Integer, "How many of the sample's best trials are trained on the full data; 3 if not given.") { Range = new(1, 1000) },
        new("repeats", Integer, "Fresh seeds for each of the final configurations; 5 if not given. Fewer than 3 show nothing.") { Range = new(3, 100) },
    ];

    public static IReadOnlyList<Key> Trial { get; } =
    [
        new("timeout", Duration, "Longest time that one attempt may take; no limit if not given."),
        new("device", Word, "The kind of device wanted; any if not given.") { Words = KnownNames.Devices },
        new("memory", Word, "How much device memory a trial gets: measured.") { Words = ["auto"] },
        new("retries", Integer, "How often a crashed, lost or timed-out trial is started again; 1 if not given.") { Range = new(0, 100) },
    ];

    public static IReadOnlyList<Key> Budget { get; } =
    [
        new("trials", Integer, "Number of trials; 60 if there is no budget at all. Controls and repeats come on top.") { Range = FromOne },
        new("epochs", Integer, "Number of trained epochs over all trials.") { Range = new(1, 1e15) },
        new("time", Duration, "Slot time divided by the number of slots: about the time an uninterrupted search takes."),
        new("gain", Special, "The joint stage proposes no more once all that its budget could still bring is expected to be less than this, in units of the objective; noise for the noise of a single value.") { Definition = "gain" },
        new("gainPerHour", Number, "The joint stage proposes no more once an hour of one slot is expected to bring less than this, in units of the objective.") { Range = Gain },
        new("disk", Size, "Room for checkpoints of trials that wait, such as 20GB, which it is if not given; beyond it the lowest-ranked lose theirs and are trained again if promoted later."),
    ];

    public static IReadOnlyList<Key> Run { get; } =
    [
        new("trainImages", Integer, "Number of training images, nested in the full set; all if not given.") { Range = FromOne },
        new("validImages", Integer, "Number of validation images, nested in the split; all if not given.") { Range = FromOne },
        new("repeat", Integer, "The repeat whose seed the run has; 0 if not given.") { Range = new(0, int.MaxValue) },
    ];

    /// <summary>One part of a lineage.</summary>
    public static IReadOnlyList<Key> Lineage { get; } =
    [
        new("untilEpoch", Integer, "The last epoch trained with this configuration; grows from one part to the next.") { Range = FromOne, IsRequired = true },
        new("configuration", Special, "The configuration of those epochs, with the run's model and optimizer.") { Definition = "configuration", IsRequired = true },
    ];

    public static IReadOnlyList<Key> Root { get; } =
    [
        new("name", Text, "The experiment's name; that of the data folder if not given."),
        new("data", Section, "Where the images are and how they are split.") { Keys = Data, IsRequired = true },
        new("objective", Special, "What is optimised; validAccuracy if not given.") { Definition = "objective" },
        new("objectives", Special, "What is optimised when it is several things, in place of objective; the first one ranks where only one can.") { Definition = "objectives" },
        new("model", Special, "A family of models, one with settings, or a list of such; cnn if not given.") { Definition = "model" },
        new("training", Special, "Fixed parameters; each may stand in space instead.") { Definition = "training" },
        new("space", Special, "The parameters to search.") { Definition = "space" },
        new("constraints", Special, "Rules between parameters, such as \"batchSize * learningRate <= 8\"; configurations that break one are never tried.") { Definition = "constraints" },
        new("seedPoints", Special, "Configurations tried first; parameters left out are sampled.") { Definition = "seedPoints" },
        new("warmStart", Special, "An earlier experiment of this home folder, or several, by identifier or prefix: the best of its configurations are tried first.") { Definition = "warmStart" },
        new("stages", Special, "The steps of the search: default, or a list.") { Definition = "stages" },
        new("sampler", Special, "What proposes configurations; auto if not given.") { Definition = "sampler" },
        new("scheduler", Special, "What compares trials under way; auto if not given.") { Definition = "scheduler" },
        new("maxEpochs", Integer, "Epochs of a trial that is never stopped; 27 if not given.") { Range = new(1, 100_000) },
        new("promote", Section, "The step from the sample to the full data.") { Keys = Promote },
        new("trial", Section, "Limits of every trial.") { Keys = Trial },
        new("budget", Section, "When to stop; the first limit reached wins.") { Keys = Budget },
        new("priority", Integer, "Higher goes first when slots are scarce; 0 if not given.") { Range = new(-1000, 1000) },
        new("weight", Number, "Share of the slots among experiments of equal priority; 1 if not given.") { Range = new(0, 1e6) { Above = true } },
        new("seed", Special, "Seeds every random choice; 1 if not given.") { Definition = "seed" },
        new("configuration", Special, "The one configuration of a run; the stages are then [train].") { Definition = "configuration" },
        new("lineage", Special, "With what the one run's network was trained before its configuration, oldest first: what a fork of population based training took over.") { Definition = "lineage" },
        new("run", Section, "Data size and seed of the one run.") { Keys = Run },
    ];

    private static IReadOnlyList<Key> ObjectiveOf(IEnumerable<string> names) =>
    [
        new("name", Word, "What is optimised.") { Words = [.. names], IsRequired = true },
        new("direction", Word, "Whether larger or smaller is better.") { Words = ["maximize", "minimize"] },
    ];
}
