using CsCheck;
using Search.Experiments;
using Search.Simulation;
using Search.Spaces;
using Search.Stages;
using Xunit;

namespace Search.Tests.Experiments;

public sealed class SpaceWideningTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    private static ExperimentSpec Joint { get; } = Specs.Default(trials: 12) with
    {
        Space = Space(new UniformDomain(0, 0.4), new ChoiceDomain(["adam", "sgd"]), new ConstantDomain(64.0)),
        DefaultWeightDecay = false,
        Augmentation = [],
        Stages = ["joint"],
        MaxEpochs = 4,
        Promote = new() { Top = 2, Repeats = 3 },
        Scheduler = new("asha") { Settings = new Dictionary<string, double> { ["minEpochs"] = 1, ["reductionFactor"] = 2 } },
    };

    private static SearchSpace Wide { get; } = Space(new UniformDomain(0, 0.9), new ChoiceDomain(["adam", "lion", "sgd"]), new LogIntDomain(16, 256));

    public static TheoryData<string, string> Components { get; } = new()
    {
        { "auto", "asha" }, { "random", "none" }, { "gp", "none" }, { "tpe", "asha" }, { "cmaes", "asha" }, { "evolution", "median" }, { "nsga2", "hyperband" }, { "sobol", "adaptive" }, { "auto", "pbt" }, { "auto", "pb2" },
    };

    [Theory, MemberData(nameof(Components))]
    public void A_search_that_was_widened_comes_back_from_its_journal_and_goes_on_alike(string sampler, string scheduler) =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[0, 8], Gen.Int[0, 100]).Sample((epochs, further, cut) =>
        {
            var spec = Joint with { Sampler = new(sampler), Scheduler = new(scheduler) };
            var journal = Widened(spec, epochs, further, out var experiment);
            var expected = Outcome(experiment);
            var rows = Math.Max(1, journal.Count * cut / 100);
            // The owner's word is one append: a journal that was cut before ends without it, and none is cut within.
            if (rows <= journal.FindLastIndex(e => e is SpaceWidened or BudgetExtended or StatusChanged { Reason: "extended" }))
                return;

            var again = Experiment.Load(journal.Take(rows).Select(e => EventJson.Read(EventJson.Write(e))));
            new Simulator(again, Curves(), 1).Run();

            Assert.Equal(expected, Outcome(again));
            Assert.All(again.State.Trials, trial => Assert.Empty(Wide.Errors(trial.Plan.Configuration)));
        }, iter: 8, threads: 1);

    [Theory]
    [InlineData(5)]
    [InlineData(int.MaxValue)]
    public void Proposals_are_of_the_wider_space_from_then_on_and_none_is_repeated(int epochs)
    {
        Widened(Joint with { Sampler = new("random") }, epochs, 60, out var experiment);

        var from = Assert.Single(experiment.State.Widenings).FromTrial;
        Configuration[] proposed = [.. experiment.State.Trials.Select(trial => trial.Plan.Configuration)];
        Assert.All(proposed[..from], configuration => Assert.Empty(Joint.Space.Errors(configuration)));
        Assert.Contains(proposed[from..], configuration => configuration["dropout"].Number > 0.4);
        Assert.Contains(proposed[from..], configuration => configuration["optimizer"].Text == "lion");
        Assert.Contains(proposed[from..], configuration => configuration["batchSize"].Number > 64);
        Assert.Equal(proposed.Length, proposed.Distinct().Count());
        Assert.Equal(ExperimentStatus.Completed, experiment.State.Status);
    }

    [Fact]
    public void A_finite_space_that_was_tried_out_has_more_to_try()
    {
        var spec = Joint with { Space = Space(new ConstantDomain(0.1), new ChoiceDomain(["adam", "sgd"]), new ConstantDomain(64.0)), Sampler = new("grid"), Scheduler = new("none") };
        var experiment = Searches.Run(spec, Curves());
        Assert.Equal((10, ExperimentStatus.Completed), (experiment.State.Trials.Count, experiment.State.Status));

        Assert.Null(experiment.Widen(To(Space(new ConstantDomain(0.1), new ChoiceDomain(["lion", "adam", "sgd"]), new OrdinalDomain([32.0, 64.0]))), 40, At));
        new Simulator(experiment, Curves(), 1).Run();

        Assert.Equal(30, experiment.State.Trials.Count);
        Assert.Equal(30, experiment.State.Trials.Select(trial => trial.Plan.Configuration).Distinct().Count());
    }

    [Fact]
    public void What_is_refused_changes_nothing()
    {
        var experiment = Searches.Run(Joint, Curves(), maxEpochs: 6);
        experiment.TakeEvents();

        Assert.Contains("space.dropout", experiment.Widen(To(Space(new UniformDomain(0.1, 0.9), new ChoiceDomain(["adam", "sgd"]), new ConstantDomain(64.0))), 3, At), StringComparison.Ordinal);
        Assert.Contains("space.nesterov would be new, but trial", experiment.Widen(To(Wide.With(new Parameter { Name = "nesterov", Domain = new ChoiceDomain([false, true]) })), 3, At), StringComparison.Ordinal);
        Assert.Contains("no joint stage", Searches.Run(Joint with { Stages = ["learningRate"] }, Curves()).Widen(To(Wide), 3, At), StringComparison.Ordinal);
        Assert.Contains("--trials", Searches.Run(Joint, Curves()).Widen(To(Wide), 0, At), StringComparison.Ordinal);

        Assert.Empty(experiment.TakeEvents());
        Assert.Same(Joint.Space, experiment.State.Spec.Space);
    }

    [Fact]
    public void A_parameter_of_a_value_that_is_new_is_new_with_it()
    {
        var experiment = Searches.Run(Joint, Curves(), maxEpochs: 6);

        Assert.Null(experiment.Widen(To(Wide.With(new Parameter { Name = "beta", Domain = new UniformDomain(0, 1), When = [new("optimizer", ["lion"])] })), 40, At));
        new Simulator(experiment, Curves(), 1).Run();

        Assert.Contains(experiment.State.Trials, trial => trial.Plan.Configuration.Has("beta"));
    }

    [Fact]
    public void A_space_that_is_the_same_already_is_not_widened_again_but_its_trials_are_added()
    {
        var experiment = Searches.Run(Joint, Curves(), maxEpochs: 6);
        experiment.TakeEvents();

        Assert.Null(experiment.Widen(To(Joint.Space), 2, At));

        Assert.Equal(new BudgetExtended(2, At), Assert.Single(experiment.TakeEvents()));
    }

    [Fact]
    public void Stages_before_the_sample_search_keep_the_space_with_which_they_began()
    {
        var spec = Joint with { Stages = ["learningRate", "joint"], Budget = new() { Trials = 30 } };
        var before = Searches.Run(spec, Curves());
        var experiment = Searches.Run(spec, Curves(), maxEpochs: 3);

        Assert.Equal(StageNames.LearningRate, experiment.State.Stage!.Name);
        Assert.Null(experiment.Widen(To(Wide), 0, At));
        new Simulator(experiment, Curves(), 1).Run();

        Assert.Equal(Plans(before.State.Stages[0]), Plans(experiment.State.Stages[0]));
        Assert.Contains(experiment.State.Stages[1].Trials, trial => trial.Plan.Configuration["optimizer"].Text == "lion");
    }

    [Fact]
    public void Levels_of_augmentation_are_widened_where_no_stage_of_their_own_decides()
    {
        AugmentationLevels[] narrow = [new("rotation", [0.0, 15.0])], wide = [new("rotation", [0.0, 15.0, 30.0])];
        var searched = Searches.Run(Joint with { Augmentation = narrow }, Curves(), maxEpochs: 6);
        var scanned = Searches.Run(Joint with { Augmentation = narrow, Stages = ["augmentation", "joint"] }, Curves(), maxEpochs: 6);

        Assert.Null(searched.Widen(To(Joint.Space) with { Augmentation = wide }, 40, At));
        Assert.Contains("space.augmentation", scanned.Widen(To(Joint.Space) with { Augmentation = wide }, 40, At), StringComparison.Ordinal);
        new Simulator(searched, Curves(), 1).Run();

        Assert.Contains(searched.State.Trials, trial => trial.Plan.Configuration["augmentation.rotation"].Number == 30);
    }

    private static List<ExperimentEvent> Widened(ExperimentSpec spec, long epochs, int further, out Experiment experiment)
    {
        experiment = Experiment.Create("test-0001", spec, Specs.Data, At);
        List<ExperimentEvent> journal = [.. experiment.TakeEvents()];
        var first = new Simulator(experiment, Curves(), 1);
        first.Run(epochs);
        journal.AddRange(first.Journal);
        Assert.Null(experiment.Widen(To(Wide), experiment.State.Status == ExperimentStatus.Completed ? Math.Max(1, further) : further, At));
        journal.AddRange(experiment.TakeEvents());
        var second = new Simulator(experiment, Curves(), 1);
        second.Run();
        journal.AddRange(second.Journal);
        return journal;
    }

    private static SpaceWidened To(SearchSpace space) => new(space, [], false, At);

    private static SearchSpace Space(Domain dropout, Domain optimizer, Domain batchSize) => new()
    {
        Parameters =
        [
            new() { Name = "optimizer", Domain = optimizer },
            new() { Name = "learningRate", Domain = new LogDomain(1e-5, 1e-1) },
            new() { Name = "dropout", Domain = dropout },
            new() { Name = "batchSize", Domain = batchSize },
        ],
    };

    private static Curves Curves() => new((plan, seed, epoch) =>
        0.5 + 0.02 * epoch + 0.1 * new Search.Randomness.SearchRandom(Search.Randomness.Seeds.Derive(seed, plan.Configuration.ToString(), epoch)).NextDouble() + 0.1 * plan.Configuration["dropout"].Number);

    private static string Plans(StageState stage) => string.Join('\n', stage.Trials.Select(trial => trial.Plan.Configuration));

    private static string Outcome(Experiment experiment) => string.Join('\n', experiment.State.Trials.Select(trial =>
        $"{trial.Number} {trial.Plan.Role} {trial.State} {trial.Plan.Configuration} {trial.Epoch} {trial.Value:R} {trial.Reason}")) + experiment.State.Status;
}
