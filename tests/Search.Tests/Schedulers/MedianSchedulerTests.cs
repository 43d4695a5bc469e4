using Search.Experiments;
using Search.Schedulers;
using Xunit;

namespace Search.Tests.Schedulers;

public sealed class MedianSchedulerTests : SchedulerContract
{
    protected override int MaxEpochs => 9;

    protected override int? UnknownEpoch => 3;

    protected override IScheduler Create() => new MedianScheduler(new MedianSettings { MaxEpochs = MaxEpochs, GraceEpochs = 2, CheckInterval = 2 });

    [Theory]
    // Peers' curves 4 3, 6 5, 9 4 have the running averages 3.5, 5.5, 6.5 at epoch 2: their median is 5.5.
    [InlineData(7, 5.4, TrialAction.Continue)]
    [InlineData(7, 5.5, TrialAction.Continue)] // as good is good enough
    [InlineData(7, 5.6, TrialAction.Stop)]
    [InlineData(5, 9.0, TrialAction.Continue)] // its best value counts, not its last
    public void The_best_value_so_far_is_held_against_the_median_of_the_peers_running_averages(double first, double second, TrialAction action)
    {
        var scheduler = Create();
        Curve(scheduler, 0, 4, 3);
        Curve(scheduler, 1, 6, 5);
        Curve(scheduler, 2, 9, 4);
        Curve(scheduler, 3, first, second);

        var decision = scheduler.Decide(3, 2);

        Assert.Equal((action, 5.5), (decision.Action, decision.Reason.CutOff));
        Assert.Equal(action == TrialAction.Continue ? 4 : 2, decision.Target);
    }

    [Fact]
    public void The_median_of_an_even_number_of_peers_is_between_the_middle_two()
    {
        var scheduler = Create();
        foreach (var (trial, value) in ((int, double)[])[(0, 1), (1, 2), (2, 5), (3, 9), (4, 3.6)])
            Curve(scheduler, trial, value, value);

        Assert.Equal((TrialAction.Stop, 3.5, 3, 5), (scheduler.Decide(4, 2).Action, scheduler.Decide(4, 2).Reason.CutOff, scheduler.Decide(4, 2).Reason.Rank, scheduler.Decide(4, 2).Reason.Of));
    }

    [Fact]
    public void Nobody_is_stopped_before_there_are_peers_enough()
    {
        var scheduler = Create();
        Curve(scheduler, 0, 1, 1);
        Curve(scheduler, 1, 1, 1);
        Curve(scheduler, 2, 9, 9);

        Assert.Equal(TrialAction.Continue, scheduler.Decide(2, 2).Action);
        Assert.Equal("has only 2 of 3 peers at epoch 2 yet", scheduler.Decide(2, 2).Reason.Text);
    }

    [Fact]
    public void Checks_come_at_the_grace_epoch_and_then_at_the_interval()
    {
        Assert.Equal([2, 4, 6, 8, 9], new MedianSettings { MaxEpochs = 9, GraceEpochs = 2, CheckInterval = 2 }.Checks());
        Assert.Equal(4, new MedianSettings { MaxEpochs = -1, GraceEpochs = 0, CheckInterval = 0, MinPeers = 0 }.Errors().Count());
    }

    private static void Curve(IScheduler scheduler, int trial, params double[] values)
    {
        for (var epoch = 1; epoch <= values.Length; epoch++)
            scheduler.Measured(trial, epoch, values[epoch - 1]);
    }
}
