using CsCheck;
using Search.Experiments;
using Search.Schedulers;
using Xunit;

namespace Search.Tests.Schedulers;

public sealed class AshaSchedulerTests : SchedulerContract
{
    protected override int MaxEpochs => 9;

    protected override int? UnknownEpoch => 2;

    protected override IScheduler Create() => new AshaScheduler(new AshaSettings { MinEpochs = 1, MaxEpochs = MaxEpochs, ReductionFactor = 3 });

    [Theory]
    // Li et al., figure 1, bracket 0 of r = 1, R = 9, η = 3: 9 trials to epoch 1, 3 to 3, 1 to 9; when the best come first, one worker's search is that.
    [InlineData(true, 9, 3, 1)]
    // When each is better than all before, the third and all after it are among the best third on arrival: what asynchrony costs at worst.
    [InlineData(false, 9, 7, 5)]
    public void The_papers_rungs_are_filled_one_trial_after_the_other(bool bestFirst, int toFirst, int toSecond, int toLast)
    {
        var scheduler = Create();
        var (ranTo, next) = (new int[9], 0);
        while (scheduler.Promotable() is not null || next < 9)
        {
            var (trial, target) = scheduler.Promotable() is { } promoted ? (promoted.Trial, promoted.Target) : (next++, scheduler.First.Epochs);
            for (var goesOn = true; goesOn;)
            {
                scheduler.Continued(trial, target);
                scheduler.Measured(trial, target, bestFirst ? trial : -trial);
                ranTo[trial] = target;
                var decision = scheduler.Decide(trial, target);
                (goesOn, target) = (decision.Action == TrialAction.Continue, decision.Target);
            }
        }

        Assert.Equal([toFirst, toSecond, toLast], ((int[])[1, 3, 9]).Select(rung => ranTo.Count(epoch => epoch >= rung)));
    }

    [Fact]
    public void Rungs_grow_by_the_reduction_factor_up_to_the_last_epoch()
    {
        Assert.Equal([1, 3, 9, 27], new AshaSettings { MinEpochs = 1, MaxEpochs = 27, ReductionFactor = 3 }.Rungs());
        Assert.Equal([2, 8, 10], new AshaSettings { MinEpochs = 2, MaxEpochs = 10, ReductionFactor = 4 }.Rungs());
        Assert.Equal([5], new AshaSettings { MinEpochs = 5, MaxEpochs = 5 }.Rungs());
    }

    [Fact]
    public void The_worked_case_of_nine_trials_promotes_three_then_one()
    {
        var scheduler = new AshaScheduler(new AshaSettings { MinEpochs = 1, MaxEpochs = 9, ReductionFactor = 3 });
        for (var trial = 0; trial < 9; trial++)
            scheduler.Measured(trial, 1, trial);

        var promoted = new List<int>();
        while (scheduler.Promotable() is { } decision)
        {
            promoted.Add(decision.Trial);
            scheduler.Continued(decision.Trial, decision.Target);
            Assert.Equal(3, decision.Target);
        }
        Assert.Equal([0, 1, 2], promoted);

        foreach (var trial in promoted)
            scheduler.Measured(trial, 3, trial);
        var second = scheduler.Promotable();
        Assert.Equal((0, 9), (second!.Trial, second.Target));
        scheduler.Continued(0, 9);
        Assert.Null(scheduler.Promotable());
    }

    [Fact]
    public void A_trial_paused_long_ago_is_promoted_when_the_rung_has_grown()
    {
        var scheduler = new AshaScheduler(new AshaSettings { MinEpochs = 1, MaxEpochs = 3, ReductionFactor = 3 });
        scheduler.Measured(0, 1, 0.1);
        Assert.Equal(TrialAction.Pause, scheduler.Decide(0, 1).Action);
        scheduler.Measured(1, 1, 0.2);
        scheduler.Measured(2, 1, 0.3);

        Assert.Equal(0, scheduler.Promotable()!.Trial);
    }

    [Fact]
    public void Reasons_carry_rung_rank_and_cut_off()
    {
        var scheduler = new AshaScheduler(new AshaSettings { MinEpochs = 1, MaxEpochs = 3, ReductionFactor = 3 });
        for (var trial = 0; trial < 6; trial++)
            scheduler.Measured(trial, 1, trial);

        var reason = scheduler.Decide(4, 1).Reason;

        Assert.Equal((1, 5, 6, 1.0), (reason.Rung, reason.Rank, reason.Of, reason.CutOff));
    }

    [Fact]
    public void Not_a_number_is_never_promoted() =>
        Gen.Int[1, 40].Sample(count =>
        {
            var scheduler = new AshaScheduler(new AshaSettings { MinEpochs = 1, MaxEpochs = 9 });
            for (var trial = 0; trial < count; trial++)
                scheduler.Measured(trial, 1, double.NaN);
            Assert.Null(scheduler.Promotable());
        });

    [Fact]
    public void A_rung_never_promotes_more_than_its_share_and_only_its_best() =>
        Gen.Select(Gen.Int[2, 5], Gen.Double[0, 10].Array[0, 60]).Sample((factor, values) =>
        {
            var scheduler = new AshaScheduler(new AshaSettings { MinEpochs = 1, MaxEpochs = 100, ReductionFactor = factor });
            for (var trial = 0; trial < values.Length; trial++)
                scheduler.Measured(trial, 1, values[trial]);
            var promoted = new List<int>();
            while (scheduler.Promotable() is { } decision)
            {
                promoted.Add(decision.Trial);
                scheduler.Continued(decision.Trial, decision.Target);
            }

            var best = Enumerable.Range(0, values.Length).OrderBy(trial => values[trial]).ThenBy(trial => trial).Take(values.Length / factor);
            Assert.Equal(best, promoted);
        });

    [Fact]
    public void A_trial_with_leave_to_run_further_does_not_wait_at_the_rungs_it_passes()
    {
        var scheduler = new AshaScheduler(new AshaSettings { MinEpochs = 1, MaxEpochs = 27, ReductionFactor = 3 });
        scheduler.Measured(0, 1, 0);
        scheduler.Continued(0, 27);
        for (var trial = 1; trial < 4; trial++)
        {
            scheduler.Measured(trial, 1, trial);
            scheduler.Continued(trial, 3);
            scheduler.Measured(trial, 3, trial);
        }

        scheduler.Measured(0, 3, 0);

        Assert.Null(scheduler.Promotable());
    }

    [Fact]
    public void Contradicting_settings_are_all_named()
    {
        var error = Assert.Throws<ArgumentException>(() => new AshaScheduler(new AshaSettings { MinEpochs = 0, MaxEpochs = -1, ReductionFactor = 1 }));

        Assert.Contains("minEpochs", error.Message, StringComparison.Ordinal);
        Assert.Contains("reductionFactor", error.Message, StringComparison.Ordinal);
        Assert.Contains("maxEpochs", error.Message, StringComparison.Ordinal);
    }
}
