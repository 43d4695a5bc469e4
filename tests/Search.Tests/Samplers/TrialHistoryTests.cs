using CsCheck;
using Search.Samplers;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Samplers;

public sealed class TrialHistoryTests
{
    [Fact]
    public void Trials_stand_in_the_order_of_proposal_and_of_settling()
    {
        var history = new TrialHistory();
        foreach (var trial in (int[])[7, 3, 5])
            history.Add(trial, Configuration.Empty);
        history.Measure(5, 1, 2, 0.5);
        history.Pause(5);
        history.End(7, PastOutcome.Failed);
        history.Add(9, Configuration.Empty, 0.5);
        history.Continue(5);
        history.Measure(5, 3, 4, 0.25);
        history.End(5, PastOutcome.Completed);

        Assert.Equal([7, 3, 5, 9], history.Trials.Select(trial => trial.Number));
        Assert.Equal([5, 7], history.Settled.Select(trial => trial.Number));
        Assert.Equal([0, 0, 0, 2], history.Trials.Select(trial => trial.SettledBefore));
        Assert.Equal((3, 0.25, 6.0, PastOutcome.Completed), (history.Find(5).Epoch, history.Find(5).Value, history.Find(5).Seconds, history.Find(5).Outcome));
        Assert.Equal((0, double.NaN, 0.5), (history.Find(9).Epoch, history.Find(9).Value, history.Find(9).Fraction));
        Assert.True(history.Knows(9) && !history.Knows(4));
    }

    [Fact]
    public void A_failed_trial_is_revived_and_settles_once()
    {
        var history = new TrialHistory();
        history.Add(1, Configuration.Empty);
        history.End(1, PastOutcome.Failed);
        history.Revive(1);
        history.Measure(1, 1, 0, 1);
        history.End(1, PastOutcome.Stopped);

        Assert.Equal(PastOutcome.Stopped, Assert.Single(history.Settled).Outcome);
    }

    [Fact]
    public void The_version_grows_with_every_change()
    {
        var history = new TrialHistory(2);
        List<long> versions = [history.Version];
        Action[] changes = [() => history.Add(1, Configuration.Empty), () => history.Measure(1, 1, 0, 1, 2), () => history.Pause(1), () => history.Continue(1), () => history.End(1, PastOutcome.Failed), () => history.Revive(1)];
        foreach (var change in changes)
        {
            change();
            versions.Add(history.Version);
        }

        Assert.Equal(versions.Distinct().Order(), versions);
    }

    public static TheoryData<string, Action<TrialHistory>> Refused { get; } = new()
    {
        { "1 is known already", history => history.Add(1, Configuration.Empty) },
        { "above 0 and at most 1", history => history.Add(9, Configuration.Empty, 0) },
        { "above 0 and at most 1", history => history.Add(9, Configuration.Empty, 1.5) },
        { "above 0 and at most 1", history => history.Add(9, Configuration.Empty, double.NaN) },
        { "configuration", history => history.Add(9, null!) },
        { "9 was never heard of", history => history.Measure(9, 1, 1, 1) },
        { "9 was never heard of", history => history.End(9, PastOutcome.Completed) },
        { "9 was never heard of", history => history.Pause(9) },
        { "9 was never heard of", history => history.Continue(9) },
        { "9 was never heard of", history => history.Revive(9) },
        { "NaN at epoch 3, which is not finite", history => history.Measure(1, 3, 1, double.NaN) },
        { "which is not finite", history => history.Measure(1, 3, 1, double.PositiveInfinity) },
        { "which is not finite", history => history.Measure(1, 3, 1, double.NegativeInfinity) },
        { "there are 1 objectives", history => history.Measure(1, 3, 1) },
        { "2 values at epoch 3", history => history.Measure(1, 3, 1, 1, 2) },
        { "Epoch 2 of trial 1 was measured already", history => history.Measure(1, 2, 1, 1) },
        { "Epoch 1 of trial 1 was measured already", history => history.Measure(1, 1, 1, 1) },
        { "must be a finite number from 0", history => history.Measure(1, 3, -1, 1) },
        { "must be a finite number from 0", history => history.Measure(1, 3, double.NaN, 1) },
        { "2 is paused", history => history.Measure(2, 3, 1, 1) },
        { "3 is completed", history => history.Measure(3, 3, 1, 1) },
        { "2 is paused already", history => history.Pause(2) },
        { "1 is running, not paused", history => history.Continue(1) },
        { "3 is completed, not paused", history => history.Continue(3) },
        { "2 is paused: only a failed trial", history => history.Revive(2) },
        { "3 is completed already", history => history.End(3, PastOutcome.Failed) },
        { "3 is completed already", history => history.Pause(3) },
        { "running is no end", history => history.End(1, PastOutcome.Running) },
        { "paused is no end", history => history.End(1, PastOutcome.Paused) },
        { "99 is no end", history => history.End(1, (PastOutcome)99) },
    };

    [Fact]
    public void What_cannot_be_is_refused_and_changes_nothing()
    {
        foreach (var row in Refused)
        {
            var (message, call) = row.Data;
            var history = Sample();

            var error = Assert.ThrowsAny<ArgumentException>(() => call(history));

            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.Equal(Picture(Sample()), Picture(history));
        }
    }

    [Fact]
    public void A_history_needs_an_objective() => Assert.Throws<ArgumentOutOfRangeException>(() => new TrialHistory(0));

    [Fact]
    public void Whatever_is_tried_a_trial_settles_at_most_once_and_measurements_stay_in_order() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[0, 4]).Array[0, 60].Sample(calls =>
        {
            var history = new TrialHistory();
            foreach (var (call, trial, number) in calls)
            {
                var before = (Picture(history), history.Version);
                try
                {
                    Call(history, call, trial, number);
                }
                catch (ArgumentException)
                {
                    Assert.Equal(before, (Picture(history), history.Version));
                }
            }

            Assert.Equal(history.Settled.Distinct(), history.Settled);
            Assert.All(history.Trials, trial => Assert.Equal(trial.Values.Select(value => value.Epoch).Distinct().Order(), trial.Values.Select(value => value.Epoch)));
            Assert.All(history.Trials, trial => Assert.True(trial.Outcome == PastOutcome.Running || history.Settled.Contains(trial)));
        });

    private static void Call(TrialHistory history, int call, int trial, int number)
    {
        switch (call)
        {
            case 0: history.Add(trial, Configuration.Empty, number / 4.0); break;
            case 1: history.Measure(trial, number, 1, number == 4 ? double.NaN : number); break;
            case 2: history.Pause(trial); break;
            case 3: history.Continue(trial); break;
            case 4: history.Revive(trial); break;
            default: history.End(trial, (PastOutcome)number); break;
        }
    }

    /// <summary>Trial 1 runs and has two epochs, 2 pauses, 3 completed.</summary>
    private static TrialHistory Sample()
    {
        var history = new TrialHistory();
        for (var trial = 1; trial <= 3; trial++)
        {
            history.Add(trial, Configuration.Empty);
            history.Measure(trial, 1, 1, 0.5);
            history.Measure(trial, 2, 1, 0.25);
        }
        history.Pause(2);
        history.End(3, PastOutcome.Completed);
        return history;
    }

    private static string Picture(TrialHistory history) => string.Join('\n',
        [$"{history.Version} {string.Join(' ', history.Settled.Select(trial => trial.Number))}",
         .. history.Trials.Select(trial => $"{trial.Number} {trial.Outcome} {trial.Fraction} {trial.Seconds} {string.Join(' ', trial.Values.Select(value => $"{value.Epoch}:{value.Values[0]}"))}")]);
}
