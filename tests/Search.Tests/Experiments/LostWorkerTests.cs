using Search.Experiments;
using Search.Objectives;
using Xunit;

namespace Search.Tests.Experiments;

/// <summary>What becomes of trials whose silos are gone, and of a search whose memory is.</summary>
public sealed class LostWorkerTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    private static readonly ExperimentSpec Joint = Specs.Default(trials: 3) with { Stages = ["joint"], Scheduler = new("none") };

    [Fact]
    public void A_lost_attempt_costs_no_retry_and_the_trial_is_the_next_to_start()
    {
        var experiment = Running();
        var trial = experiment.Next("a/0", At)!;
        experiment.Report(trial.Number, 1, Epoch(1), At);

        experiment.Lost(trial.Number, 1, "silo a left the cluster", At);

        Assert.Equal((TrialState.Interrupted, 0, 1), (trial.State, trial.Failures, trial.Epoch));
        Assert.Equal(trial.Number, experiment.Next("b/0", At)!.Number);
        Assert.Equal(2, trial.Attempts);
    }

    [Fact]
    public void An_older_attempt_cannot_be_lost_again()
    {
        var experiment = Running();
        var trial = experiment.Next("a/0", At)!;
        experiment.Lost(trial.Number, 1, "gone", At);
        experiment.Next("b/0", At);
        experiment.TakeEvents();

        experiment.Lost(trial.Number, 1, "gone", At);

        Assert.Empty(experiment.TakeEvents());
        Assert.True(experiment.IsCurrent(trial.Number, 2));
    }

    [Fact]
    public void A_search_that_pauses_keeps_a_lost_trial_paused()
    {
        var experiment = Running();
        var trial = experiment.Next("a/0", At)!;
        experiment.Pause(null, At);

        experiment.Lost(trial.Number, 1, "gone", At);

        Assert.Equal(TrialState.PausedByUser, trial.State);
    }

    [Fact]
    public void A_search_that_comes_back_to_memory_decides_what_was_open_and_interrupts_nobody()
    {
        var spec = Joint with { Scheduler = new("asha") { Settings = new Dictionary<string, double> { ["minEpochs"] = 3 } } };
        var journal = new List<ExperimentEvent>();
        var before = Experiment.Create("lost-0001", spec, Specs.Data, At);
        before.Run(2, At);
        var (one, other) = (before.Next("a/0", At)!, before.Next("b/0", At)!);
        for (var epoch = 1; epoch <= 3; epoch++)
            before.Report(one.Number, 1, Epoch(epoch), At);
        journal.AddRange(before.TakeEvents());
        // The silo died between the measurement and the decision on it.
        var cut = journal.FindLastIndex(e => e is EpochMeasured) + 1;
        var after = Experiment.Load(journal[..cut]);

        after.Recover(At);

        Assert.IsType<TrialDecided>(after.TakeEvents()[0]);
        Assert.True(after.IsCurrent(other.Number, 1));
    }

    private static Experiment Running()
    {
        var experiment = Experiment.Create("lost-0001", Joint, Specs.Data, At);
        experiment.Run(2, At);
        return experiment;
    }

    private static EpochFinished Epoch(int epoch) => new() { Epoch = epoch, ValidAccuracy = 0.5, Seconds = 1 };
}
