using CsCheck;
using Search.Experiments;
using Search.Experiments.Pages;
using Search.Schedulers;
using Search.Simulation;
using Search.Stages;
using Xunit;

namespace Search.Tests.Schedulers;

/// <summary>Epochs and the part of the data as fidelities together, from the ladder to whole searches.</summary>
public sealed class EpochsAndDataLadderTests : SchedulerContract
{
    private static readonly Fidelity[] Rungs = [new(1, 1.0 / 9), new(1, 1.0 / 3), new(3, 1.0 / 3), new(3, 1), new(9, 1)];

    protected override int MaxEpochs => 9;

    protected override int? UnknownEpoch => 2;

    protected override IScheduler Create() => new AshaScheduler(new AshaSettings { MinEpochs = 1, MaxEpochs = MaxEpochs, MinFraction = 0.1 });

    [Fact]
    public void Rungs_grow_in_epochs_and_in_data_by_turns_the_last_step_in_epochs()
    {
        Assert.Equal(Rungs, new AshaSettings { MinEpochs = 1, MaxEpochs = 9, MinFraction = 0.1 }.Fidelities());
        Assert.Equal([new(10, 0.25), new(10, 0.5), new(20, 0.5), new(20, 1), new(32, 1)], new AshaSettings { MinEpochs = 10, MaxEpochs = 32, MinFraction = 0.25, ReductionFactor = 2 }.Fidelities());
    }

    [Fact]
    public void Where_one_of_both_has_come_to_its_least_the_other_goes_on_alone()
    {
        Assert.Equal([new(3, 1.0 / 27), new(3, 1.0 / 9), new(3, 1.0 / 3), new(3, 1), new(9, 1)], new AshaSettings { MinEpochs = 3, MaxEpochs = 9, MinFraction = 0.03 }.Fidelities());
        Assert.Equal([new(1, 1.0 / 3), new(3, 1.0 / 3), new(9, 1.0 / 3), new(9, 1), new(27, 1)], new AshaSettings { MinEpochs = 1, MaxEpochs = 27, MinFraction = 0.3 }.Fidelities());
        Assert.Equal(new AshaSettings { MaxEpochs = 9, MinFraction = 0.1 }.Fidelities(), new AshaSettings { MinEpochs = 9, MaxEpochs = 9, MinFraction = 0.1 }.Fidelities());
    }

    [Fact]
    public void Every_step_is_in_one_of_both_and_costs_no_more_than_the_reduction_factor_times_as_much() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 300], Gen.Int[2, 5], Gen.Double[0.001, 0.9]).Sample((minEpochs, more, factor, minFraction) =>
        {
            var settings = new AshaSettings { MinEpochs = minEpochs, MaxEpochs = minEpochs + more, ReductionFactor = factor, MinFraction = minFraction };

            var rungs = settings.Fidelities();

            Assert.Equal(minEpochs, rungs[0].Epochs);
            Assert.InRange(rungs[0].Fraction, minFraction * (1 - 1e-6), 1);
            Assert.Equal(new Fidelity(minEpochs + more), rungs[^1]);
            Assert.All(rungs.Zip(rungs.Skip(1)), step =>
            {
                Assert.True(step.First.Epochs == step.Second.Epochs ? step.First.Fraction < step.Second.Fraction : step.First.Epochs < step.Second.Epochs && step.First.Fraction == step.Second.Fraction);
                Assert.InRange(step.Second.Epochs * step.Second.Fraction, step.First.Epochs * step.First.Fraction, factor * step.First.Epochs * step.First.Fraction * (1 + 1e-9));
            });
        });

    [Fact]
    public void A_least_part_that_leaves_no_step_of_the_data_is_refused()
    {
        var error = Assert.Single(new AshaSettings { MinEpochs = 3, MinFraction = 0.5 }.Errors());

        Assert.Contains("minFraction is 0.5, but with reductionFactor 3 the largest part below all of the data is 0.333", error, StringComparison.Ordinal);
        Assert.Empty(new AshaSettings { MinEpochs = 3, MinFraction = 0.5, ReductionFactor = 2 }.Errors());
    }

    [Fact]
    public void The_file_gives_both_by_naming_both()
    {
        Assert.Equal(new Fidelity(1, 1.0 / 9), First(("minEpochs", 1), ("minFraction", 0.1)));
        Assert.Equal(new Fidelity(9, 1.0 / 9), First(("minFraction", 0.1)));
        Assert.Equal(new Fidelity(1), First());
        Assert.Contains("minEpochs is 1, but maxEpochs is 0", Assert.Single(new AshaSettings { MaxEpochs = 0 }.Errors()), StringComparison.Ordinal);

        static Fidelity First(params (string Name, double Value)[] given) => SchedulerRegistry.Create(
            new ComponentSpec("asha") { Settings = given.ToDictionary(setting => setting.Name, setting => setting.Value) }, new SchedulerContext { MaxEpochs = 9 }).First;
    }

    [Fact]
    public void More_data_is_a_successor_more_epochs_go_on_in_place()
    {
        var scheduler = Create();
        for (var trial = 0; trial < 9; trial++)
            Arrive(scheduler, trial, trial);

        for (var successor = 9; successor < 12; successor++)
        {
            var promoted = scheduler.Promotable()!;
            Assert.Equal((1, new Successor(SchedulerRun.Proposal(successor - 9), 1.0 / 3, FromEpoch: 0)), (promoted.Target, promoted.Successor));
            scheduler.Added(successor, promoted.Successor!.Configuration, Rungs[1], promoted.Trial);
            scheduler.Measured(successor, 1, successor);
        }

        Assert.Equal((TrialAction.Continue, 3), (scheduler.Decide(9, 1).Action, scheduler.Decide(9, 1).Target));
        Assert.Null(scheduler.Decide(9, 1).Successor);
        Assert.Equal((TrialAction.Pause, TrialAction.Pause), (scheduler.Decide(10, 1).Action, scheduler.Decide(11, 1).Action));
        scheduler.Continued(9, 3);
        Assert.Null(scheduler.Promotable());
    }

    [Theory]
    [InlineData("asha", 1)]
    [InlineData("asha", 4)]
    [InlineData("hyperband", 3)]
    public void A_search_over_both_ends_with_finalists_of_all_epochs_on_all_of_the_data(string name, int workers)
    {
        var stage = Searches.Stage(StageNames.Joint, Spec(name), new SyntheticCurves(), workers);

        Assert.Equal(81, stage.Trials.Count(trial => trial.Plan.Counts));
        Assert.All(stage.Trials, trial => Assert.Contains(new Fidelity(trial.Epoch, trial.Plan.Fraction), Rungs));
        Assert.Equal(Rungs, stage.Trials.Select(trial => new Fidelity(trial.Epoch, trial.Plan.Fraction)).Distinct().OrderBy(at => at.Fraction).ThenBy(at => at.Epochs));
        Assert.Equal(3, stage.HandOn!.Selected.Count);
        Assert.All(stage.HandOn.Selected, number =>
            Assert.Equal((9, 1500, TrialState.Completed), (stage.Trials[number].Epoch, stage.Trials[number].Plan.TrainImages, stage.Trials[number].State)));
        // More data is another trial, more epochs are not; nobody is trained twice on the same data.
        Assert.All(stage.Trials.Where(trial => trial.Plan.Parent is not null), trial =>
        {
            var parent = stage.Trials.Single(other => other.Number == trial.Plan.Parent);
            Assert.Equal((parent.Plan.Configuration, 0), (trial.Plan.Configuration, trial.Plan.FromEpoch));
            Assert.True(trial.Plan.TrainImages > parent.Plan.TrainImages);
        });
        Assert.Contains(stage.Trials, trial => trial.Epoch > trial.Plan.Target);
        Assert.Equal(stage.Trials.Count, stage.Trials.Select(trial => (trial.Plan.Configuration, trial.Plan.TrainImages)).Distinct().Count());
    }

    [Theory]
    [InlineData("asha")]
    [InlineData("hyperband")]
    public void Cut_anywhere_and_read_from_pages_a_search_ends_alike(string name)
    {
        var experiment = Experiment.Create("test-0001", Spec(name), Specs.Data, DateTimeOffset.UnixEpoch);
        var created = experiment.TakeEvents();
        var simulator = new Simulator(experiment, new SyntheticCurves(), 1);
        simulator.Run();
        ExperimentEvent[] journal = [.. created, .. simulator.Journal];

        for (var rows = 1; rows <= journal.Length; rows += 37)
        {
            var continued = Experiment.Load(EventPage.Read(EventPage.Write(journal.Take(rows))));
            new Simulator(continued, new SyntheticCurves(), 1).Run();

            Assert.Equal(Outcome(experiment), Outcome(continued));
        }
    }

    private static string[] Outcome(Experiment experiment) =>
    [
        .. experiment.State.Trials.Select(trial => $"{trial.Number} {trial.Plan.Configuration} {trial.Plan.Fraction:r} {trial.Epoch} {trial.State} {trial.Value:r} {trial.Reason}"),
        string.Join(' ', experiment.State.Stages[0].HandOn!.Selected),
    ];

    private static ExperimentSpec Spec(string scheduler) => Specs.Default(trials: 81) with
    {
        Stages = [StageNames.Joint],
        Scheduler = new(scheduler) { Settings = new Dictionary<string, double> { ["minEpochs"] = 1, ["minFraction"] = 0.1 } },
        Augmentation = [],
    };
}
