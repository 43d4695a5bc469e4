using CsCheck;
using Search.Experiments;
using Search.Spaces;
using Xunit;

namespace Search.Specs.Tests;

/// <summary>What is written reads back as what it was.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] Awkward = ["true", "null", "1e5", "~", "a: b", "#x", "- y", "é 日本 \U0001F600", "\"q\"", "back\\slash", "tab\there", "'", "*a", "&b", "%", "new\nline", " end "];

    private static readonly Gen<double> Fraction = Gen.Double[0, 0.94];

    private static readonly Gen<Domain> FractionDomain = Gen.OneOf(
        Gen.Select(Fraction, Fraction).Select((a, b) => (Domain)new UniformDomain(Math.Min(a, b), Math.Max(a, b))),
        Gen.Int[1, 9].Select(tenths => (Domain)new UniformDomain(0, tenths / 10.0, 0.1)),
        Gen.Select(Fraction, Fraction).Select((a, b) => (Domain)new ReverseLogDomain(Math.Min(a, b), Math.Max(a, b))),
        Gen.Select(Fraction, Fraction, Gen.Bool).Select((a, b, orZero) => (Domain)new LogDomain(Math.Min(a, b) + 1e-6, Math.Max(a, b) + 1e-6, orZero)),
        Fraction.HashSet[1, 4].Select(values => (Domain)new ChoiceDomain([.. values.Select(value => (ParameterValue)value)])),
        Fraction.HashSet[1, 4].Select(values => (Domain)new OrdinalDomain([.. values.Order().Select(value => (ParameterValue)value)])),
        Fraction.Select(value => (Domain)new ConstantDomain(value)));

    private static readonly Gen<Domain> WholeDomain = Gen.OneOf(
        Gen.Select(Gen.Int[2, 64], Gen.Int[0, 64], Gen.Int[1, 8]).Select((low, width, step) => (Domain)new IntDomain(low, low + width, width == 0 ? 1 : Math.Min(step, width))),
        Gen.Select(Gen.Int[2, 64], Gen.Int[0, 64]).Select((low, width) => (Domain)new LogIntDomain(low, low + width)),
        Gen.Int[2, 512].Select(value => (Domain)new ConstantDomain(value)));

    private static readonly Gen<SearchSpace> Space =
        Gen.Select(FractionDomain, WholeDomain, FractionDomain, Gen.Bool, Gen.Bool, Gen.Int[0, 3]).Select((dropout, batch, momentum, twoModels, sgd, width) =>
        {
            Parameter Plain(string name, Domain domain) => new() { Name = name, Domain = domain };
            var parameters = new List<Parameter> { Plain("model", twoModels ? new ChoiceDomain(["linear", "vgg"]) : new ConstantDomain("vgg")) };
            if (width > 0)
                parameters.Add(new Parameter
                {
                    Name = "model.width",
                    Domain = width == 1 ? new ConstantDomain(0.5) : new LogDomain(0.5, width),
                    When = twoModels ? [new Condition("model", ["vgg"])] : [],
                });
            parameters.Add(Plain("optimizer", sgd ? new ChoiceDomain(["adam", "sgd"]) : new ConstantDomain("rmsprop")));
            parameters.Add(Plain("learningRate", new LogDomain(1e-5, 0.1)));
            parameters.Add(Plain("weightDecay", new LogDomain(1e-5, 1, OrZero: true)));
            parameters.Add(Plain("dropout", dropout));
            if (sgd)
                parameters.Add(new Parameter { Name = "momentum", Domain = momentum, When = [new Condition("optimizer", ["sgd"])] });
            parameters.Add(Plain("batchSize", batch));
            parameters.Add(Plain("schedule", new ConstantDomain("cosine")));
            parameters.Add(Plain("labelSmoothing", new ConstantDomain(0)));
            return new SearchSpace { Parameters = parameters };
        });

    private static readonly Gen<DataSpec> Data =
        Gen.Select(Gen.Int[0, Awkward.Length - 1], Gen.Int[1, 5000].Nullable(), Gen.Bool, Fraction.Nullable(), Gen.Int[8, 512]).Select((path, limit, groups, test, size) => new DataSpec
        {
            Path = Path.GetFullPath("/data/" + Awkward[path]),
            LimitTrain = limit,
            SampleTrain = Math.Min(700, limit ?? 700),
            Groups = groups ? Path.GetFullPath("/data/groups " + Awkward[path]) : null,
            TestFraction = test > 0 ? test : null,
            ImageSize = size,
        });

    private static readonly Gen<ExperimentSpec> Spec =
        Gen.Select(Data, Space, Gen.ULong, Gen.Long[1, 864000000000].Nullable(), Gen.Int[1, 200].Nullable(), Gen.Int[0, 7], Gen.Double[0.01, 100])
            .Select((data, space, seed, ticks, trials, variant, weight) => new ExperimentSpec
            {
                Name = "a-b_9",
                Data = data,
                Space = space,
                DefaultWeightDecay = true,
                Objective = variant % 2 == 0 ? ObjectiveSpec.ValidAccuracy : ObjectiveSpec.ValidLoss,
                Augmentation = variant % 3 == 0 ? [] : [new AugmentationLevels("zoom", [0, 0.1]) { Limit = 0.9 }, new AugmentationLevels("horizontalFlip", [true]), new AugmentationLevels("rotation", [1e-7, 30]) { Limit = 180 }],
                SeedPoints = variant % 3 == 1 ? [new Configuration([new("learningRate", 0.001), new("augmentation.zoom", 0.1)]), Configuration.Empty] : [],
                Stages = variant > 3 ? ["joint", "promote"] : ["learningRate", "augmentation", "joint", "promote", "retune"],
                Scheduler = variant % 2 == 0 ? new ComponentSpec("auto") : new ComponentSpec("asha") { Settings = new Dictionary<string, double> { ["minEpochs"] = 2, ["reductionFactor"] = 4 } },
                Sampler = new ComponentSpec(variant > 5 ? "grid" : "random"),
                Trial = new TrialLimits { Timeout = ticks is { } span ? new TimeSpan(span) : null, Retries = variant, Device = variant > 4 ? "cpu" : "any" },
                Budget = new BudgetSpec { Trials = trials, Epochs = trials is null ? 1_000_000_000_000 : null, Time = ticks is { } time ? new TimeSpan(time * 2) : null, Gain = variant is 1 or 2 ? weight : null, GainAboveNoise = variant == 3, GainPerHour = variant is 2 or 4 ? weight * 1e-7 : null },
                Priority = variant - 3,
                Weight = weight,
                Seed = seed,
            });

    [Fact]
    public void A_written_specification_reads_back_equal() => Spec.Sample(spec =>
    {
        var text = SweepFile.Write(spec);
        var again = SweepFile.Read(text, "/elsewhere");

        Assert.True(again.IsGood, text + string.Join('\n', again.Errors));
        Assert.Equal(Files.Content(spec), Files.Content(again.Spec));
        Assert.Equal(text, SweepFile.Write(again.Spec));
    }, iter: 200, threads: 1);

    [Theory]
    [InlineData("")]
    [InlineData("space: { optimizer: [adam, sgd], augmentation: default }")]
    [InlineData("model: [linear, { family: vgg, width: 0.5, depth: 2 }, { family: cnn, width: { choice: [1, 2] } }]")]
    [InlineData("space: { momentum: { value: 0.5, when: { optimizer: [sgd, rmsprop] } }, optimizer: [sgd, rmsprop, adam] }")]
    [InlineData("configuration: { learningRate: 0.1, augmentation: { horizontalFlip: true, rotation: 3 } }")]
    public void What_was_read_can_be_written_and_read_again(string lines)
    {
        var spec = Files.Good(Files.With(lines));

        Assert.Equal(Files.Content(spec), Files.Content(Files.Good(SweepFile.Write(spec))));
    }

    [Fact]
    public void A_runs_file_holds_exactly_its_run()
    {
        var spec = Files.Good(Files.Full);
        var configuration = new Configuration(
        [
            new("model", "vgg"), new("model.width", 0.5), new("learningRate", 0.1 / 3), new("dropout", 1e-9), new("weightDecay", 0), new("optimizer", "sgd"), new("momentum", 0.9),
            new("batchSize", 32), new("schedule", "cosine"), new("labelSmoothing", 0), new("augmentation.horizontalFlip", true), new("augmentation.rotation", 15),
        ]);
        var run = new RunSpec { TrainImages = 1500, ValidImages = 1000, Repeat = 3 };

        var again = Files.Good(SweepFile.WriteRun(spec, configuration, run, epochs: 5));

        Assert.Equal(configuration, again.Configuration);
        Assert.Equal(run, again.Run);
        Assert.Equal(["train"], again.Stages);
        Assert.Equal((5, spec.Seed, spec.Data), (again.MaxEpochs, again.Seed, again.Data));
    }

    [Fact]
    public void A_forks_file_names_its_lineage()
    {
        var own = Files.Good(Files.With("configuration: { learningRate: 0.1, augmentation: { rotation: 15 }, dropout: 0.2 }")).Configuration!;
        LineagePart[] lineage = [new(own.With("learningRate", 0.1 / 3), 2), new(own.With("dropout", 1e-9).Without("augmentation.rotation"), 4)];

        var again = Files.Good(SweepFile.WriteRun(Files.Good(Files.Full), own, new RunSpec { Lineage = lineage }, epochs: 5));

        Assert.Equal(own, again.Configuration);
        Assert.Equal(lineage, again.Run!.Lineage);
        Assert.Equal(Files.Content(again), Files.Content(Files.Good(SweepFile.Write(again))));
    }

    [Fact]
    public void An_experiment_without_images_has_no_file()
    {
        Assert.Throws<ArgumentException>(() => SweepFile.Write(Files.Good(Files.Full) with { Data = null }));
    }
}
