using Search.Experiments;
using Search.Schedulers;
using Xunit;

namespace Search.Tests.Schedulers;

public sealed class PercentileSchedulerTests : SchedulerContract
{
    protected override int MaxEpochs => 9;

    protected override int? UnknownEpoch => 1;

    protected override IScheduler Create() => Percentile(50);

    [Theory]
    [InlineData(25, 3.0, TrialAction.Continue)] // of 1, 2, … 9 the percentile 25 is 3
    [InlineData(25, 3.1, TrialAction.Stop)]
    [InlineData(50, 5.0, TrialAction.Continue)]
    [InlineData(50, 5.1, TrialAction.Stop)]
    public void A_trial_is_held_against_the_percentile_of_its_peers_values(double percentile, double value, TrialAction action)
    {
        var scheduler = Percentile(percentile);
        for (var peer = 1; peer <= 9; peer++)
            scheduler.Measured(peer, 2, peer);
        scheduler.Measured(0, 2, value);

        Assert.Equal(action, scheduler.Decide(0, 2).Action);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(double.NaN)]
    public void A_percentile_that_keeps_all_or_none_is_refused(double percentile) =>
        Assert.Contains("percentile is", Assert.Single(new PercentileSettings { Percentile = percentile }.Errors()), StringComparison.Ordinal);

    private static PercentileScheduler Percentile(double percentile) => new(new PercentileSettings { MaxEpochs = 9, GraceEpochs = 2, Percentile = percentile });
}
