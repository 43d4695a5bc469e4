using Search.Experiments;
using Search.Schedulers;
using Xunit;

namespace Search.Tests.Schedulers;

public sealed class FullSchedulerTests : SchedulerContract
{
    protected override int MaxEpochs => 9;

    protected override int? UnknownEpoch => 3;

    protected override IScheduler Create() => new FullScheduler(MaxEpochs);

    [Fact]
    public void Every_trial_runs_to_its_last_epoch_at_once()
    {
        var scheduler = Create();
        scheduler.Measured(0, 9, 1);

        Assert.Equal(9, scheduler.First.Epochs);
        Assert.Equal(TrialAction.Complete, scheduler.Decide(0, 9).Action);
        Assert.Null(scheduler.Promotable());
    }
}
