using Search.Experiments;
using Search.Randomness;
using Search.Schedulers;
using Search.Spaces;
using Search.Stages;
using Xunit;

namespace Search.Tests.Schedulers;

public sealed class PbtSchedulerTests : SchedulerContract
{
    private static readonly PopulationSettings Settings = new() { MaxEpochs = 9, Population = 8, Interval = 3 };

    protected override int MaxEpochs => 9;

    protected override int? UnknownEpoch => 2;

    protected override IScheduler Create() => new PbtScheduler(Settings, Space, seed: 1);

    [Fact]
    public void The_worst_quarter_stops_and_forks_of_the_best_quarter_take_its_place()
    {
        var scheduler = Create();
        for (var trial = 0; trial < 8; trial++)
            Arrive(scheduler, trial, trial);
        Assert.All(Enumerable.Range(0, 6), trial => Assert.Equal((TrialAction.Continue, 6), (scheduler.Decide(trial, 3).Action, scheduler.Decide(trial, 3).Target)));
        Assert.All((int[])[6, 7], trial => Assert.Equal((TrialAction.Stop, "among the worst: a fork of one of the best takes its place"), (scheduler.Decide(trial, 3).Action, scheduler.Decide(trial, 3).Reason.Text)));

        scheduler.Ended(7);
        var fork = scheduler.Promotable()!;

        Assert.InRange(fork.Trial, 0, 1);
        Assert.Equal((3, 6, 1.0), (fork.Successor!.FromEpoch, fork.Target, fork.Successor.Fraction));
        Assert.Equal("forked at epoch 3 in the place of trial 7", fork.Reason.Text);
        scheduler.Added(8, fork.Successor.Configuration, new Fidelity(6), fork.Trial);
        Assert.Null(scheduler.Promotable());
    }

    [Fact]
    public void A_fork_differs_in_its_numbers_by_a_fifth_or_is_drawn_anew_and_keeps_its_choices()
    {
        var perturbation = new Perturbation(Space);
        var (parent, scaled, changed) = (SchedulerRun.Proposal(1), 0, 0);
        for (var seed = 0UL; seed < 200; seed++)
        {
            var fork = perturbation.Perturb(parent, 0.25, new SearchRandom(seed));
            Assert.Empty(Space.Errors(fork));
            Assert.Equal(parent["optimizer"], fork["optimizer"]);
            var ratio = fork["learningRate"].Number / parent["learningRate"].Number;
            changed += ratio == 1 ? 0 : 1;
            scaled += Math.Abs(ratio - 0.8) < 1e-9 || Math.Abs(ratio - 1.2) < 1e-9 ? 1 : 0;
        }

        Assert.Equal(200, changed);
        Assert.InRange(scaled, 120, 180); // of 200 by odds of 0.75: 150 ± 6.1
    }

    [Fact]
    public void A_fork_breaks_no_constraint_and_never_changes_the_model()
    {
        var space = new SearchSpace
        {
            Parameters =
            [
                new Parameter { Name = "model.width", Domain = new UniformDomain(0.5, 2) },
                new Parameter { Name = "dropout", Domain = new UniformDomain(0, 0.8) },
                new Parameter { Name = "momentum", Domain = new UniformDomain(0, 0.99) },
                new Parameter { Name = "epochsOfRest", Domain = new OrdinalDomain([0.0, 5.0, 15.0]) },
            ],
            Constraints = [Constraint.Parse("dropout + momentum <= 1")],
        };
        var parent = Configuration.Empty.With("model.width", 1.5).With("dropout", 0.5).With("momentum", 0.45).With("epochsOfRest", 5.0).With("augmentation.zoom", 0.1);

        for (var seed = 0UL; seed < 100; seed++)
        {
            var fork = new Perturbation(space).Perturb(parent, 0.25, new SearchRandom(seed));
            Assert.Equal((1.5, 0.1), (fork["model.width"].Number, fork["augmentation.zoom"].Number));
            Assert.True(fork["dropout"].Number + fork["momentum"].Number <= 1);
        }
    }

    [Fact]
    public void A_member_that_failed_is_replaced_once_somebody_can_be_forked()
    {
        var scheduler = Create();
        scheduler.Added(0, SchedulerRun.Proposal(0), scheduler.First, null);
        scheduler.Ended(0);
        Assert.Null(scheduler.Promotable());

        Arrive(scheduler, 1, 0.5);

        Assert.Equal((1, 3, 6), (scheduler.Promotable()!.Trial, scheduler.Promotable()!.Successor!.FromEpoch, scheduler.Promotable()!.Target));
    }

    [Theory]
    [InlineData("pbt", 1)]
    [InlineData("pbt", 4)]
    [InlineData("pb2", 3)]
    public void A_search_forks_the_best_and_every_place_runs_to_the_last_epoch(string name, int workers)
    {
        var spec = Specs.Default(trials: 16) with
        {
            Stages = [StageNames.Joint],
            Scheduler = new(name) { Settings = new Dictionary<string, double> { ["population"] = 16, ["interval"] = 3 } },
            Augmentation = [],
        };

        var state = Searches.Run(spec, new Curves((plan, _, epoch) => 0.5 + 0.01 * epoch + 0.1 * plan.Configuration["dropout"].Number), workers).State;

        var stage = state.Stages[0];
        Assert.All(stage.Trials, trial => Assert.Equal(3, trial.Plan.ForkInterval));
        var forks = stage.Trials.Where(trial => trial.Plan.FromEpoch > 0).ToList();
        Assert.NotEmpty(forks);
        Assert.Equal(16, stage.Trials.Count(trial => trial.Plan.Counts));
        Assert.Equal(16, stage.Trials.Count(trial => trial.State == TrialState.Completed));
        Assert.All(forks, fork =>
        {
            var parent = stage.Trials.Single(trial => trial.Number == fork.Plan.Parent);
            Assert.Equal(parent.Measurements.Take(fork.Plan.FromEpoch), fork.Measurements.Take(fork.Plan.FromEpoch));
            Assert.NotEqual(parent.Plan.Configuration, fork.Plan.Configuration);
            Assert.Equal([.. state.Origins(parent), (parent, fork.Plan.FromEpoch)], state.Origins(fork));
        });
        Assert.Equal(forks.Count, stage.Trials.Count(trial => trial.State == TrialState.Stopped));
        Assert.Equal(3, stage.HandOn!.Selected.Count);
    }

    [Fact]
    public void Contradicting_settings_are_all_named() =>
        Assert.Equal(4, new PopulationSettings { MaxEpochs = 0, Population = 1, Interval = 0, Quantile = 0.6 }.Errors().Count());
}
