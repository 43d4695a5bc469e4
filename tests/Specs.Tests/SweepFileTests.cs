using Search.Experiments;
using Search.Spaces;
using Xunit;

namespace Search.Specs.Tests;

public sealed class SweepFileTests
{
    [Fact]
    public void Every_section_reaches_the_specification()
    {
        var spec = Files.Good(Files.Full);

        Assert.Equal("cifar10", spec.Name);
        Assert.Equal(new DataSpec
        {
            Path = Path.GetFullPath("/images/cifar10"),
            ImageSize = 32,
            LimitTrain = 10000,
            Groups = Path.GetFullPath("/images/drivers.csv"),
            SampleTrain = 1500,
            SampleValid = 1000,
            ValidFraction = 0.2,
            TestFraction = 0.1,
            MaxUnreadable = 0.05,
        }, spec.Data);
        Assert.Equal(ObjectiveSpec.ValidAccuracy, spec.Objective);
        Assert.Equal(["learningRate", "augmentation", "joint", "promote", "retune"], spec.Stages);
        Assert.Equal("auto", spec.Sampler.Name);
        Assert.Equal("asha", spec.Scheduler.Name);
        Assert.Equal((1.0, 3.0), (spec.Scheduler.Settings["minEpochs"], spec.Scheduler.Settings["reductionFactor"]));
        Assert.Equal(9, spec.MaxEpochs);
        Assert.Equal(new PromoteSpec { Top = 2, Repeats = 4 }, spec.Promote);
        Assert.Equal(new TrialLimits { Timeout = TimeSpan.FromHours(2) }, spec.Trial);
        Assert.Equal(new BudgetSpec { Trials = 40, Time = TimeSpan.FromMinutes(30) }, spec.Budget);
        Assert.Equal((1, 2.0, 7UL), (spec.Priority, spec.Weight, spec.Seed));
        Assert.Equal([new Configuration([new("learningRate", 1e-3), new("dropout", 0.5)])], spec.SeedPoints);
        Assert.Null(spec.Configuration);
    }

    [Fact]
    public void The_space_joins_model_training_and_space_in_an_order_of_its_own()
    {
        var space = Files.Good(Files.Full).Space;

        Assert.Equal(["model", "optimizer", "learningRate", "weightDecay", "dropout", "momentum", "batchSize", "schedule", "labelSmoothing"],
            space.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(new ConstantDomain("vgg"), space.Find("model")!.Domain);
        Assert.Equal(new ChoiceDomain(["adam", "sgd"]), space.Find("optimizer")!.Domain);
        Assert.Equal(new LogDomain(1e-5, 1e-1), space.Find("learningRate")!.Domain);
        Assert.Equal([new Condition("optimizer", ["sgd"])], space.Find("momentum")!.When);
        Assert.Equal(new ConstantDomain(32), space.Find("batchSize")!.Domain);
        Assert.Empty(space.Errors());
    }

    [Fact]
    public void Only_the_data_path_is_required()
    {
        var spec = Files.Good("data: { path: my images/2024 }");

        Assert.Equal("2024", spec.Name);
        Assert.Equal(new DataSpec { Path = Path.GetFullPath("/images/my images/2024") }, spec.Data);
        Assert.Equal(["model", "optimizer", "learningRate", "weightDecay", "dropout", "batchSize", "schedule", "labelSmoothing"],
            spec.Space.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(new LogDomain(1e-5, 1, OrZero: true), spec.Space.Find("weightDecay")!.Domain);
        Assert.True(spec.DefaultWeightDecay);
        Assert.Equal(["rotation", "widthShift", "heightShift", "zoom", "shear", "channelShift", "horizontalFlip"], spec.Augmentation.Select(levels => levels.Technique));
        Assert.Equal(60, spec.Budget.Trials);
        Assert.Empty(spec.Space.Errors());
    }

    [Fact]
    public void A_weight_decay_in_the_file_wins()
    {
        var spec = Files.Good(Files.With("space: { weightDecay: { log: [1e-4, 1e-2], orZero: true } }"));

        Assert.False(spec.DefaultWeightDecay);
        Assert.Equal(new LogDomain(1e-4, 1e-2, OrZero: true), spec.Space.Find("weightDecay")!.Domain);
    }

    [Theory]
    [InlineData("{ uniform: [0.1, 0.5], step: 0.1 }", "uniform [0.1, 0.5] step 0.1")]
    [InlineData("{ reverseLog: [0.5, 0.9] }", "reverseLog [0.5, 0.9]")]
    [InlineData("{ ordinal: [0.1, 0.2, 0.5] }", "ordinal [0.1, 0.2, 0.5]")]
    [InlineData("[0, 0.25, 0.5]", "choice [0, 0.25, 0.5]")]
    [InlineData("{ value: 0.3 }", "0.3")]
    [InlineData("0.3", "0.3")]
    [InlineData(".3", "0.3")]
    [InlineData("3e-1", "0.3")]
    public void A_domain_is_read(string text, string expected)
    {
        var spec = Files.Good(Files.With($"space: {{ dropout: {text} }}"));

        Assert.Equal(expected, spec.Space.Find("dropout")!.Domain.ToString());
    }

    [Theory]
    [InlineData("{ int: [16, 128], step: 16 }", "int [16, 128] step 16")]
    [InlineData("{ logInt: [16, 128] }", "logInt [16, 128]")]
    [InlineData("{ choice: [32, 64] }", "choice [32, 64]")]
    public void A_whole_domain_is_read(string text, string expected)
    {
        var spec = Files.Good(Files.With($"space: {{ batchSize: {text} }}"));

        Assert.Equal(expected, spec.Space.Find("batchSize")!.Domain.ToString());
    }

    [Fact]
    public void Two_files_that_say_the_same_in_another_order_give_the_same_search()
    {
        var one = Files.Good(Files.With("space: { dropout: 0.5, optimizer: [sgd, adam], learningRate: 0.1 }\nmodel: vgg"));
        var other = Files.Good("model: vgg\nspace: { learningRate: 0.1, optimizer: [sgd, adam], dropout: 0.5 }\n" + Files.With(""));

        Assert.Equal(Files.Content(one), Files.Content(other));
    }

    [Fact]
    public void A_deciding_parameter_comes_before_the_one_that_depends_on_it()
    {
        var space = Files.Good(Files.With("space: { optimizer: { choice: [adam, sgd], when: { schedule: cosine } }, schedule: [cosine, constant] }")).Space;

        var names = space.Parameters.Select(parameter => parameter.Name).ToList();
        Assert.True(names.IndexOf("schedule") < names.IndexOf("optimizer"));
        Assert.Empty(space.Errors());
    }

    [Fact]
    public void Sgd_without_a_word_about_momentum_has_the_usual_one_and_only_there()
    {
        var space = Files.Good(Files.With("space: { optimizer: [adam, sgd] }")).Space;

        Assert.Equal(new ConstantDomain(0.9), space.Find("momentum")!.Domain);
        Assert.Equal([new Condition("optimizer", ["sgd"])], space.Find("momentum")!.When);
        Assert.Equal(new ConstantDomain(0.9), Files.Good(Files.With("training: { optimizer: sgd }")).Space.Find("momentum")!.Domain);
    }

    [Fact]
    public void Models_with_settings_become_conditional_parameters()
    {
        var space = Files.Good(Files.With("model: [linear, { family: vgg, width: 0.5, depth: 2 }, { family: cnn, width: { choice: [1, 2] } }]")).Space;

        Assert.Equal(new ChoiceDomain(["linear", "vgg", "cnn"]), space.Find("model")!.Domain);
        var vgg = new Configuration([new("model", "vgg")]);
        var cnn = new Configuration([new("model", "cnn")]);
        var width = space.Find("model.width")!;
        Assert.Equal(new ConstantDomain(0.5), width.DomainFor(vgg));
        Assert.Equal(new ChoiceDomain([1, 2]), width.DomainFor(cnn));
        Assert.False(width.IsPresent(new Configuration([new("model", "linear")])));
        Assert.False(space.Find("model.depth")!.IsPresent(cnn));
        Assert.Empty(space.Errors());
    }

    [Theory]
    [InlineData("none")]
    [InlineData("false")]
    [InlineData("{}")]
    public void Augmentation_can_be_switched_off(string text)
    {
        Assert.Empty(Files.Good(Files.With($"space: {{ augmentation: {text} }}")).Augmentation);
    }

    [Fact]
    public void Augmentation_levels_keep_the_files_order_and_a_single_level_is_fixed()
    {
        var augmentation = Files.Good(Files.With("space: { augmentation: { zoom: 0.1, horizontalFlip: [true, false], cutout: [0, 0.5] } }")).Augmentation;

        Assert.Equal(["zoom", "horizontalFlip", "cutout"], augmentation.Select(levels => levels.Technique));
        Assert.Equal([0.1], augmentation[0].Levels);
        Assert.Equal([true, false], augmentation[1].Levels);
    }

    [Fact]
    public void The_sample_is_never_larger_than_the_limit()
    {
        Assert.Equal(500, Files.Good("data: { path: a, limit: { train: 500 } }").Data!.SampleTrain);
    }

    [Fact]
    public void A_configuration_makes_a_single_run()
    {
        var spec = Files.Good(Files.With("""
            configuration: { model: vgg, model.width: 0.5, learningRate: 1e-3, optimizer: sgd, augmentation: { rotation: 15 } }
            run: { trainImages: 1500, repeat: 2 }
            """));

        Assert.Equal(["train"], spec.Stages);
        Assert.Equal(
            "augmentation.rotation=15 batchSize=64 dropout=0 labelSmoothing=0 learningRate=0.001 model=vgg model.width=0.5 momentum=0.9 optimizer=sgd schedule=cosine weightDecay=0",
            spec.Configuration!.ToString());
        Assert.Equal(new RunSpec { TrainImages = 1500, Repeat = 2 }, spec.Run);
        Assert.Equal([15], spec.Augmentation.Single().Levels);
        Assert.Empty(spec.Space.Errors());
    }

    [Fact]
    public void A_seed_has_64_bits()
    {
        Assert.Equal(ulong.MaxValue, Files.Good(Files.With("seed: 18446744073709551615")).Seed);
    }

    [Fact]
    public void Anchors_and_aliases_that_stay_small_are_fine()
    {
        var spec = Files.Good(Files.With("space: { augmentation: { widthShift: &shift [0, 0.1], heightShift: *shift } }"));

        Assert.Equal([0, 0.1], spec.Augmentation[1].Levels);
    }

    [Fact]
    public void The_starter_is_a_good_file()
    {
        var spec = Files.Good(SweepFile.Starter("/data/state farm: \"drivers\"/#1"));

        Assert.Equal(Path.GetFullPath("/data/state farm: \"drivers\"/#1"), spec.Data!.Path);
        Assert.Equal(60, spec.Budget.Trials);
    }
}
