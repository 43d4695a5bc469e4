using Search.Experiments;
using Search.Spaces;
using Search.Stages;
using Xunit;

namespace Search.Tests.Stages;

public sealed class LearningRateStageTests
{
    [Theory]
    [InlineData(1e-3, 1e-4, 1e-2)]
    [InlineData(1e-1, 1e-2, 1e-1)]
    [InlineData(1e-5, 1e-5, 1e-4)]
    public void The_range_narrows_to_a_tenth_and_ten_times_the_best_within_the_files(double best, double low, double high)
    {
        var stage = Searches.Stage(StageNames.LearningRate, Specs.Default(trials: 60), Peak(_ => best));

        var narrowed = Assert.IsType<LogDomain>(stage.HandOn!.Space!.Find("learningRate")!.DomainFor(Configuration.Empty));
        Assert.Equal(low, narrowed.Low, low * 1e-9);
        Assert.Equal(high, narrowed.High, high * 1e-9);
    }

    [Fact]
    public void Every_combination_of_model_and_optimizer_has_a_range_of_its_own()
    {
        var spec = With(new("model", ["linear", "vgg"]), new("optimizer", ["adam", "sgd"]));
        double Best(Configuration c) => c["model"].Text == "vgg" ? (c["optimizer"].Text == "sgd" ? 1e-1 : 1e-3) : c["optimizer"].Text == "sgd" ? 1e-2 : 1e-4;

        var stage = Searches.Stage(StageNames.LearningRate, spec, Peak(Best), workers: 3);

        foreach (var model in (string[])["linear", "vgg"])
            foreach (var optimizer in (string[])["adam", "sgd"])
            {
                var part = Configuration.Empty.With("model", model).With("optimizer", optimizer);
                var narrowed = Assert.IsType<LogDomain>(stage.HandOn!.Space!.Find("learningRate")!.DomainFor(part));
                Assert.InRange(Best(part), narrowed.Low, narrowed.High * (1 + 1e-9));
                Assert.True(narrowed.High / narrowed.Low < 101);
            }
    }

    [Fact]
    public void A_parameter_that_a_model_does_not_have_makes_no_combination()
    {
        var spec = With(new("model", ["linear", "vgg"]), new("optimizer", ["adam", "sgd"], [new("model", ["vgg"])]));

        var stage = Searches.Stage(StageNames.LearningRate, spec, Peak(_ => 1e-3));

        Assert.Equal(stage.Trials.Count, stage.Trials.Select(trial => trial.Plan.Configuration).Distinct().Count());
        Assert.Equal(3, stage.HandOn!.Space!.Find("learningRate")!.Refinements.Count);
    }

    [Fact]
    public void A_combination_whose_runs_all_failed_keeps_the_files_range()
    {
        var spec = With(new Choice("optimizer", ["adam", "sgd"]));
        var curves = new Curves(plan => plan.Configuration["optimizer"].Text == "sgd" ? double.NaN : 0.5);

        var stage = Searches.Stage(StageNames.LearningRate, spec, curves);

        Assert.Equal(new LogDomain(1e-5, 1e-1), stage.HandOn!.Space!.Find("learningRate")!.DomainFor(Configuration.Empty.With("optimizer", "sgd")));
        Assert.Contains(stage.HandOn.Findings, finding => finding.Contains("optimizer=sgd", StringComparison.Ordinal) && finding.Contains("stays as in the file", StringComparison.Ordinal));
    }

    [Fact]
    public void The_scan_goes_from_the_middle_outwards_in_fully_annealed_runs_of_a_third_of_the_epochs()
    {
        var stage = Searches.Stage(StageNames.LearningRate, Specs.Default(trials: 60), Peak(_ => 1e-3));

        var exponents = stage.Trials.Select(trial => Math.Log10(trial.Plan.Configuration["learningRate"].Number)).ToList();
        Assert.Equal([-3, -2.5, -3.5, -2, -4, -1.5, -4.5, -1, -5], exponents.Select(exponent => Math.Round(exponent, 6)));
        Assert.All(stage.Trials, trial => Assert.Equal((3, 3, 1500, TrialRole.Scan), (trial.Plan.Epochs, trial.Epoch, trial.Plan.TrainImages, trial.Plan.Role)));
        Assert.Single(stage.Trials.Select(trial => trial.Plan.Configuration["dropout"]).Distinct());
        Assert.All(stage.Trials, trial => Assert.Equal(0, trial.Plan.Configuration["weightDecay"].Number));
    }

    [Fact]
    public void The_default_weight_decay_follows_the_best_learning_rate_and_the_size_of_the_sample()
    {
        var stage = Searches.Stage(StageNames.LearningRate, Specs.Default(), Peak(_ => 1e-3));

        var best = stage.Trials.Single(trial => trial.Number == stage.HandOn!.Selected[0]).Plan.Configuration["learningRate"].Number;
        Assert.Equal(WeightDecayRange.For(64, best, 1500, 9), stage.HandOn!.Space!.Find("weightDecay")!.DomainFor(Configuration.Empty));
    }

    [Fact]
    public void A_weight_decay_that_the_file_gives_stays()
    {
        var stage = Searches.Stage(StageNames.LearningRate, Specs.Default() with { DefaultWeightDecay = false }, Peak(_ => 1e-3));

        Assert.Equal(new LogDomain(1e-5, 1, OrZero: true), stage.HandOn!.Space!.Find("weightDecay")!.DomainFor(Configuration.Empty));
    }

    [Fact]
    public void A_fixed_learning_rate_is_not_scanned()
    {
        var spec = Specs.Default();
        var stage = Searches.Stage(StageNames.LearningRate, spec with { Space = spec.Space.Fix("learningRate", 1e-3) }, Peak(_ => 1e-3));

        Assert.Empty(stage.Trials);
        Assert.Contains("fixed", Assert.Single(stage.HandOn!.Findings), StringComparison.Ordinal);
    }

    private static Curves Peak(Func<Configuration, double> best) =>
        new(plan => 0.9 - 0.05 * Math.Abs(Math.Log10(plan.Configuration["learningRate"].Number / best(plan.Configuration))));

    private static ExperimentSpec With(params Choice[] choices) => Specs.Default(trials: 100) with
    {
        Space = new SearchSpace
        {
            Parameters =
            [
                .. choices.Select(choice => new Parameter { Name = choice.Name, Domain = new ChoiceDomain(choice.Values), When = choice.When ?? [] }),
                .. Specs.Default().Space.Parameters,
            ],
        },
    };

    private sealed record Choice(string Name, IReadOnlyList<ParameterValue> Values, IReadOnlyList<Condition>? When = null);
}
