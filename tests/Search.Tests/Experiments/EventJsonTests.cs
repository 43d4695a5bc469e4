using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Search.Experiments;
using Search.Objectives;
using Search.Spaces;
using Search.Stages;
using Xunit;

namespace Search.Tests.Experiments;

public sealed class EventJsonTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private static readonly Configuration Point = Configuration.Empty.With("learningRate", 1e-3).With("optimizer", "sgd").With("nesterov", true);

    private static readonly SearchSpace Space = new()
    {
        Parameters =
        [
            new() { Name = "optimizer", Domain = new ChoiceDomain(["adam", "sgd"]) },
            new()
            {
                Name = "momentum",
                Domain = new ReverseLogDomain(0.5, 0.999),
                When = [new("optimizer", ["sgd"])],
                Refinements = [new([new("optimizer", ["sgd"])], new UniformDomain(0.5, 0.9, 0.1))],
            },
        ],
        Constraints = [Constraint.Parse("momentum < 0.95")],
    };

    /// <summary>One of each kind, nothing left out: a member that is null or has its default here could be lost without a test failing.</summary>
    internal static readonly ExperimentEvent[] Samples =
    [
        new ExperimentCreated("cifar10-7f3a", new ExperimentSpec
        {
            Name = "cifar10",
            Data = new DataSpec
            {
                Path = "/data", ImageSize = 64, LimitTrain = 9000, Groups = "/groups.csv", SampleTrain = 1000, SampleValid = 500, ValidFraction = 0.2, TestFraction = 0.1,
                MaxUnreadable = 0.02,
            },
            Objective = ObjectiveSpec.ValidLoss,
            OtherObjectives = [new ObjectiveSpec("seconds", Maximize: false)],
            Space = Space,
            Augmentation = [new("rotation", [0.0, 15.0]) { Limit = 180 }, new("widthShift", [0.0, 0.1]) { Limit = 0.99 }],
            SeedPoints = [Point],
            WarmStart = ["birds-00aa"],
            Stages = ["joint"],
            Sampler = new("grid") { Settings = new Dictionary<string, double> { ["resolution"] = 3 } },
            Scheduler = new("asha") { Settings = new Dictionary<string, double> { ["minEpochs"] = 2 } },
            MaxEpochs = 81,
            Promote = new() { Top = 4, Repeats = 6 },
            Trial = new() { Timeout = TimeSpan.FromHours(2.5), Device = "cuda", Retries = 3 },
            Budget = new() { Trials = 50, Epochs = 5_000_000_000, Time = TimeSpan.FromMinutes(30), Gain = 0.01, GainAboveNoise = true, GainPerHour = 0.001, Disk = 5_000_000 },
            Priority = 2,
            Weight = 0.5,
            Seed = ulong.MaxValue,
            DefaultWeightDecay = true,
            Configuration = Point,
            Run = new() { TrainImages = 1500, ValidImages = 1000, Repeat = 4001, Lineage = [new(Point, 3)] },
        },
        new DataSummary
        {
            TrainImages = 9000, SampleTrainImages = 1000, ValidImages = 2000, SampleValidImages = 500, TestImages = 3, Classes = ["cat", "dog"], ContentHash = "c0ffee",
            SplitHash = "5e", TestGroups = [0, 0, 1], Warnings = ["two images are the same"],
        },
        At)
        {
            WarmStart = new WarmStart { From = ["birds-00aa"], Trials = [new("birds-00aa", Point, 0.05)] },
        },
        new StatusChanged(ExperimentStatus.Paused, "the disk is full", 4, At),
        new BudgetExtended(6, At),
        new SpaceWidened(Space, [new("rotation", [0.0, 15.0, 30.0]) { Limit = 180 }], true, At),
        new StageStarted(2, "joint", At),
        new StageFinished(4, new HandOn
        {
            Space = Space,
            Augmentation = Configuration.Empty.With("augmentation.rotation", 15.0),
            Selected = [7, 3],
            Findings = ["Re-tuning helped."],
            Gain = new() { Value = 0.012, Ci95 = [0.003, 0.021], Control = "carried", Split = "test", Seeds = 5, TestReads = 2 },
        },
        At),
        new TrialAdded
        {
            Trial = 7,
            Stage = 4,
            Plan = new TrialPlan
            {
                Role = TrialRole.Retuned, Configuration = Point, TrainImages = 9000, ValidImages = 2000, Epochs = 27, Target = 9, Fraction = 0.25, FromEpoch = 3,
                Lineage = [new(Point, 3)], ForkInterval = 2, Repeat = 4001, Parent = 3, Label = "repeat 1", ScoreTest = true, Counts = false,
            },
        },
        new AttemptStarted(7, 2, 27, "silo/cpu0"),
        new AttemptPrepared(7, 2, "x86_64 avx2 1", 9),
        new EpochMeasured
        {
            Trial = 7,
            Measurement = new()
            {
                Attempt = 2, Epoch = 10, Value = 0.4, Others = [12.5, -3], TrainLoss = 0.5, TrainAccuracy = 0.8, ValidLoss = 0.4, ValidAccuracy = 0.9, LearningRate = 1e-4, Seconds = 12.5,
            },
            Checkpoint = "0010.checkpoint",
            CheckpointBytes = 4096,
            ValidCorrect = [255, 1],
            Test = new() { Images = 3, Correct = [5], Losses = [0.1f, 2.5f, 0.2f], Loss = 0.93, Accuracy = 2 / 3.0 },
        },
        new TrialDecided(7, TrialAction.Pause, 9, new DecisionReason("waits") { Rung = 9, Rank = 4, Of = 10, CutOff = 0.31 }),
        new AttemptEnded(7, 2, TrialState.Failed, FailureKind.OutOfMemory, "512 MiB were not to be had"),
        new TrialRevived(7),
        new NumbersDiffered(7, 10, 2, "0.4 where it was 0.5"),
        new CheckpointDropped(7, 2),
    ];

    public static TheoryData<Type> Kinds { get; } = [.. typeof(ExperimentEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(attribute => attribute.DerivedType)];

    [Theory, MemberData(nameof(Kinds))]
    public void Every_kind_of_event_survives_the_journal_with_all_its_members(Type kind)
    {
        var sample = Assert.Single(Samples, sample => sample.GetType() == kind);

        var written = EventJson.Write(sample);
        var read = EventJson.Read(written);

        Assert.IsType(kind, read);
        AssertAllWritten(sample, JsonDocument.Parse(written).RootElement, kind.Name);
        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(EventJson.Write(read)));
    }

    [Fact]
    public void Every_event_is_known_to_the_journal() =>
        Assert.Equal(
            typeof(ExperimentEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ExperimentEvent))).Select(type => type.Name).Order(),
            Kinds.Select(row => row.Data.Name).Order());

    [Fact]
    public void The_words_of_the_journal_never_change() =>
        Assert.Equal(
            [
                "created", "status", "extended", "widened", "stageStarted", "stageFinished", "trial", "attempt", "prepared", "epoch", "decided", "ended", "revived", "differed", "dropped",
            ],
            typeof(ExperimentEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(attribute => attribute.TypeDiscriminator));

    [Fact]
    public void A_row_written_long_ago_is_read()
    {
        var read = EventJson.Read("""{"event":"decided","trial":3,"action":"pause","target":9,"reason":{"text":"waits","rung":9,"rank":4,"of":10}}"""u8);

        Assert.Equal(new TrialDecided(3, TrialAction.Pause, 9, new DecisionReason("waits") { Rung = 9, Rank = 4, Of = 10 }), read);
    }

    [Fact]
    public void What_is_null_is_left_out_and_read_as_null()
    {
        var bytes = EventJson.Write(new EpochMeasured { Trial = 1, Measurement = new() { Attempt = 1, Epoch = 1 } });

        Assert.Equal("""{"event":"epoch","trial":1,"measurement":{"attempt":1,"epoch":1,"seconds":0}}""", Encoding.UTF8.GetString(bytes));
        var read = Assert.IsType<EpochMeasured>(EventJson.Read(bytes));
        Assert.Null(read.Measurement.Value);
        Assert.Null(read.Test);
        Assert.Null(Assert.IsType<AttemptEnded>(EventJson.Read(EventJson.Write(new AttemptEnded(1, 1, TrialState.Interrupted, null, null)))).Failure);
    }

    [Fact]
    public void Numbers_that_are_not_finite_survive()
    {
        var scored = new EpochMeasured
        {
            Trial = 1,
            Measurement = new() { Attempt = 1, Epoch = 1 },
            Test = new() { Images = 2, Correct = [1], Losses = [float.NaN, float.PositiveInfinity] },
        };
        var finished = new StageFinished(0, new HandOn
        {
            Gain = new() { Value = 0.1, Ci95 = [double.NegativeInfinity, double.PositiveInfinity], Control = "carried", Split = "validation", Seeds = 1 },
        },
        null);

        var test = Assert.IsType<EpochMeasured>(EventJson.Read(EventJson.Write(scored))).Test!;
        var gain = Assert.IsType<StageFinished>(EventJson.Read(EventJson.Write(finished))).HandOn.Gain!;

        Assert.True(double.IsNaN(test.Loss));
        Assert.Equal([float.NaN, float.PositiveInfinity], test.Losses!);
        Assert.Equal([double.NegativeInfinity, double.PositiveInfinity], gain.Ci95);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"event":"unheardOf"}""")]
    [InlineData("""{"event":"revived"}garbage""")]
    [InlineData("""{"event":"decided","trial":3,"action":"dance","target":9,"reason":{"text":""}}""")]
    public void What_is_no_event_is_refused(string json) =>
        Assert.ThrowsAny<Exception>(() => EventJson.Read(Encoding.UTF8.GetBytes(json)));

    private static void AssertAllWritten(object value, JsonElement json, string path)
    {
        foreach (var property in value.GetType().GetProperties().Where(property => property.CanWrite && property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition != JsonIgnoreCondition.Always))
        {
            var name = char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
            var member = property.GetValue(value);
            Assert.True(member is not null, $"The sample leaves out {path}.{property.Name}.");
            Assert.True(json.TryGetProperty(name, out var written), $"{path}.{property.Name} is not written.");
            AssertItemsWritten(member, written, $"{path}.{property.Name}");
        }
    }

    private static void AssertItemsWritten(object member, JsonElement written, string path)
    {
        if (member is Configuration or ParameterValue or Constraint)
            return; // have converters of their own, and tests
        if (member is IEnumerable items && written.ValueKind == JsonValueKind.Array)
            foreach (var (item, index) in items.Cast<object>().Select((item, index) => (item, index)))
                AssertItemsWritten(item, written[index], $"{path}[{index}]");
        else if (!member.GetType().IsEnum && member.GetType().Namespace?.StartsWith("Search", StringComparison.Ordinal) == true)
            AssertAllWritten(member, written, path);
    }
}
