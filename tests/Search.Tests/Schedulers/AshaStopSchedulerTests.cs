using CsCheck;
using Search.Experiments;
using Search.Schedulers;
using Xunit;

namespace Search.Tests.Schedulers;

public sealed class AshaStopSchedulerTests : SchedulerContract
{
    protected override int MaxEpochs => 9;

    protected override int? UnknownEpoch => 2;

    protected override IScheduler Create() => new AshaStopScheduler(new AshaSettings { MinEpochs = 1, MaxEpochs = MaxEpochs, ReductionFactor = 3 });

    [Theory]
    // Worked by hand for η = 3: the k-th to come goes on when its rank is at most ⌈k/3⌉.
    [InlineData(new[] { 5.0, 6, 4, 4.5, 7, 1, 4.2 }, new[] { true, false, true, true, false, true, true })]
    [InlineData(new[] { 1.0, 2, 3, 4, 5, 6 }, new[] { true, false, false, false, false, false })]
    [InlineData(new[] { double.NaN, double.NaN, 3.0 }, new[] { false, false, true })]
    public void Whoever_is_among_the_best_third_of_those_so_far_goes_on(double[] values, bool[] goesOn)
    {
        var scheduler = Create();

        for (var trial = 0; trial < values.Length; trial++)
        {
            scheduler.Measured(trial, 1, values[trial]);
            Assert.Equal(goesOn[trial] ? TrialAction.Continue : TrialAction.Stop, scheduler.Decide(trial, 1).Action);
        }
    }

    [Fact]
    public void The_best_so_far_is_never_stopped_and_nobody_waits() =>
        Gen.Double[0, 1].Array[1, 60].Sample(values =>
        {
            var scheduler = Create();
            for (var trial = 0; trial < values.Length; trial++)
            {
                scheduler.Measured(trial, 1, values[trial]);
                if (values[trial] < values.Take(trial).DefaultIfEmpty(2).Min())
                    Assert.Equal((TrialAction.Continue, 3), (scheduler.Decide(trial, 1).Action, scheduler.Decide(trial, 1).Target));
                Assert.NotEqual(TrialAction.Pause, scheduler.Decide(trial, 1).Action);
            }
            Assert.Null(scheduler.Promotable());
        });

    [Fact]
    public void Reasons_carry_rung_rank_and_cut_off()
    {
        var scheduler = Create();
        for (var trial = 0; trial < 4; trial++)
            scheduler.Measured(trial, 1, trial);

        var reason = scheduler.Decide(3, 1).Reason;

        Assert.Equal((1, 4, 4, 1.0), (reason.Rung, reason.Rank, reason.Of, reason.CutOff));
    }
}
