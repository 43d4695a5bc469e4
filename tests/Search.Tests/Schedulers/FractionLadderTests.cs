using Search.Experiments;
using Search.Schedulers;
using Search.Simulation;
using Search.Stages;
using Xunit;

namespace Search.Tests.Schedulers;

/// <summary>The part of the data as a fidelity, from the ladder to whole searches.</summary>
public sealed class FractionLadderTests : SchedulerContract
{
    protected override int MaxEpochs => 9;

    protected override int? UnknownEpoch => 3;

    protected override IScheduler Create() => new AshaScheduler(new AshaSettings { MaxEpochs = MaxEpochs, MinFraction = 0.1 });

    [Fact]
    public void Fractions_are_counted_down_from_all_of_the_data()
    {
        Assert.Equal([new(9, 1.0 / 9), new(9, 1.0 / 3), new(9, 1)], new AshaSettings { MaxEpochs = 9, MinFraction = 0.1 }.Fidelities());
        Assert.Equal([new(27, 0.25), new(27, 0.5), new(27, 1)], new AshaSettings { MaxEpochs = 27, MinFraction = 0.25, ReductionFactor = 2 }.Fidelities());
        Assert.Equal([new(27, 1)], new AshaSettings { MaxEpochs = 27, MinFraction = 0.9 }.Fidelities());
    }

    [Fact]
    public void A_promotion_is_a_successor_of_the_same_configuration_on_more_data_from_epoch_0()
    {
        var scheduler = Create();
        for (var trial = 0; trial < 3; trial++)
            Arrive(scheduler, trial, trial);

        Assert.Equal(TrialAction.Pause, scheduler.Decide(0, 9).Action); // it cannot go on in place
        var promoted = scheduler.Promotable();
        Assert.Equal((0, TrialAction.Continue, 9), (promoted!.Trial, promoted.Action, promoted.Target));
        Assert.Equal(new Successor(SchedulerRun.Proposal(0), 1.0 / 3, FromEpoch: 0), promoted.Successor);
        Assert.Equal((9, 1, 3), (promoted.Reason.Rung, promoted.Reason.Rank, promoted.Reason.Of));

        scheduler.Added(3, SchedulerRun.Proposal(0), new Fidelity(9, 1.0 / 3), parent: 0);
        Assert.Null(scheduler.Promotable());
    }

    [Theory]
    [InlineData("asha", 1)]
    [InlineData("asha", 4)]
    [InlineData("hyperband", 3)]
    public void A_search_over_fractions_trains_whole_schedules_on_nested_subsets_and_ends_on_all_of_the_data(string name, int workers)
    {
        var stage = Searches.Stage(StageNames.Joint, Spec(name), new SyntheticCurves(), workers);

        Assert.All(stage.Trials, trial => Assert.Equal(9, trial.Epoch));
        Assert.Equal([167, 500, 1500], stage.Trials.Select(trial => trial.Plan.TrainImages).Distinct().Order());
        Assert.Equal(27, stage.Trials.Count(trial => trial.Plan.Counts));
        Assert.All(stage.Trials.Where(trial => trial.Plan.Parent is not null), trial =>
        {
            var parent = stage.Trials.Single(other => other.Number == trial.Plan.Parent);
            Assert.Equal((parent.Plan.Configuration, 0), (trial.Plan.Configuration, trial.Plan.FromEpoch));
            Assert.True(trial.Plan.TrainImages > parent.Plan.TrainImages);
            Assert.Equal((TrialState.Stopped, $"its place was taken by trial {trial.Number}, on more data"), (parent.State, parent.Reason!.Text));
        });
        Assert.Equal(3, stage.HandOn!.Selected.Count);
        Assert.All(stage.HandOn.Selected, number => Assert.Equal((1500, TrialState.Completed), (stage.Trials[number].Plan.TrainImages, stage.Trials[number].State)));
        // Nobody is trained twice on the same data.
        Assert.Equal(stage.Trials.Count, stage.Trials.Select(trial => (trial.Plan.Configuration, trial.Plan.TrainImages)).Distinct().Count());
    }

    [Fact]
    public void A_search_over_fractions_costs_a_fraction_of_the_full_one()
    {
        var full = Searches.Stage(StageNames.Joint, Spec("asha") with { Scheduler = new("none") }, new SyntheticCurves());
        var laddered = Searches.Stage(StageNames.Joint, Spec("asha"), new SyntheticCurves());

        Assert.InRange(laddered.Seconds, 0.2 * full.Seconds, 0.6 * full.Seconds);
        Assert.True(laddered.Trials.Min(trial => trial.Value) <= full.Trials.Min(trial => trial.Value) + 0.01);
    }

    private static ExperimentSpec Spec(string scheduler) => Specs.Default(trials: 27) with
    {
        Stages = [StageNames.Joint],
        Scheduler = new(scheduler) { Settings = new Dictionary<string, double> { ["minFraction"] = 0.1 } },
        Augmentation = [],
    };
}
