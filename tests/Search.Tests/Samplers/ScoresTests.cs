using CsCheck;
using Search.Samplers;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Samplers;

public sealed class ScoresTests
{
    [Fact]
    public void At_one_fidelity_scores_are_the_values() =>
        Gen.Double[-10, 10].Array[0, 20].Sample(values =>
        {
            var history = new TrialHistory();
            foreach (var (trial, value) in values.Index())
                Run(history, trial, value);

            Assert.Equal(values, Scores.Of(history).Select(pair => pair.Value));
        });

    [Fact]
    public void Failed_trials_and_those_without_a_value_have_none_and_running_ones_do_not_appear()
    {
        var history = new TrialHistory();
        Run(history, 0, 3);
        history.Add(1, Configuration.Empty);
        history.Measure(1, 1, 1, 0.5);
        history.End(1, PastOutcome.Failed);
        history.Add(2, Configuration.Empty);
        history.End(2, PastOutcome.Stopped);
        history.Add(3, Configuration.Empty);
        history.Measure(3, 1, 1, 0.5);

        Assert.Equal([(0, 3.0), (1, double.NaN), (2, double.NaN)], Scores.Of(history).Select(pair => (pair.Trial.Number, pair.Value)));
    }

    [Fact]
    public void A_trial_left_at_a_lower_rung_is_carried_up_by_those_that_went_on()
    {
        var history = new TrialHistory();
        // Those that went on fell by 1 on average; two of them say nothing about a ratio.
        Run(history, 0, 4, 3);
        Run(history, 1, 6, 5);
        Run(history, 2, 9);

        Assert.Equal([3, 5, 8], Scores.Of(history).Select(pair => pair.Value));
    }

    [Fact]
    public void The_spread_shrinks_or_grows_as_that_of_those_that_went_on()
    {
        var history = new TrialHistory();
        foreach (var (trial, value) in ((double[])[1, 2, 3, 4]).Index())
            Run(history, trial, value, 10 + value / 2);
        Run(history, 4, 6.5);

        // The mean 2.5 becomes 11.25 and distances halve: 11.25 + 4/2.
        Assert.Equal(13.25, Scores.Of(history)[^1].Value, 1e-12);
    }

    [Fact]
    public void The_order_within_a_rung_stays_and_the_deepest_values_are_themselves() =>
        Gen.Select(Gen.Double[-5, 5].Array[1, 20], Gen.Double[-5, 5].Array[0, 20]).Sample((first, second) =>
        {
            var history = new TrialHistory();
            foreach (var (trial, value) in first.Index())
                Run(history, trial, trial < second.Length ? [value, second[trial]] : [value]);
            var scores = Scores.Of(history);

            foreach (var (trial, score, _) in scores)
                if (trial.Epoch == 2)
                    Assert.Equal(trial.Value, score);
            var left = scores.Where(pair => pair.Trial.Epoch == 1).ToArray();
            Assert.All(left, one => Assert.All(left, other => Assert.True(one.Trial.Value <= other.Trial.Value || one.Value >= other.Value)));
        });

    [Fact]
    public void More_data_is_a_higher_rung_for_the_same_configuration()
    {
        var history = new TrialHistory();
        foreach (var (trial, rate) in ((double[])[1, 2, 3]).Index())
        {
            history.Add(trial, Configuration.Empty.With("learningRate", rate), 0.5);
            history.Measure(trial, 1, 1, rate);
            history.End(trial, PastOutcome.Completed);
        }
        history.Add(3, Configuration.Empty.With("learningRate", 1.0));
        history.Measure(3, 1, 1, 0.25);
        history.End(3, PastOutcome.Completed);

        Assert.Equal([0.25, 1.25, 2.25, 0.25], Scores.Of(history).Select(pair => pair.Value));
    }

    [Fact]
    public void Values_too_large_to_square_still_have_scores()
    {
        var history = new TrialHistory();
        for (var trial = 0; trial < 6; trial++)
            Run(history, trial, trial < 5 ? [1e200 * (trial - 2), 1e200 * (trial - 2)] : [0]);

        Assert.All(Scores.Of(history), pair => Assert.True(double.IsFinite(pair.Value)));
    }

    private static void Run(TrialHistory history, int trial, params double[] values)
    {
        history.Add(trial, Configuration.Empty);
        foreach (var (epoch, value) in values.Index())
            history.Measure(trial, epoch + 1, 1, value);
        history.End(trial, PastOutcome.Completed);
    }
}
