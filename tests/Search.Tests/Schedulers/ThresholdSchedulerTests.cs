using Search.Experiments;
using Search.Schedulers;
using Xunit;

namespace Search.Tests.Schedulers;

public sealed class ThresholdSchedulerTests : SchedulerContract
{
    protected override int MaxEpochs => 9;

    protected override int? UnknownEpoch => 2;

    protected override IScheduler Create() => new ThresholdScheduler(new ThresholdSettings { MaxEpochs = MaxEpochs, GraceEpochs = 3, Worst = 0.5 });

    [Theory]
    [InlineData(false, 0.5, TrialAction.Continue)]
    [InlineData(false, 0.6, TrialAction.Stop)]
    [InlineData(true, -0.5, TrialAction.Continue)] // inside, larger-is-better values are negative
    [InlineData(true, -0.4, TrialAction.Stop)]
    [InlineData(true, double.NaN, TrialAction.Stop)]
    public void A_value_worse_than_the_bound_stops_a_trial(bool maximize, double value, TrialAction action)
    {
        var scheduler = new ThresholdScheduler(new ThresholdSettings { MaxEpochs = 9, GraceEpochs = 3, Worst = 0.5, Maximize = maximize });
        scheduler.Measured(0, 3, value);

        Assert.Equal(action, scheduler.Decide(0, 3).Action);
    }

    [Fact]
    public void The_bound_has_the_sign_that_the_objective_has_in_the_file()
    {
        var scheduler = SchedulerRegistry.Create(
            new ComponentSpec("threshold") { Settings = new Dictionary<string, double> { ["worst"] = 0.3 } },
            new SchedulerContext { MaxEpochs = 9, Objective = ObjectiveSpec.ValidAccuracy });
        scheduler.Measured(0, 1, -0.29);

        Assert.Equal((TrialAction.Stop, "worse than 0.3 at epoch 1"), (scheduler.Decide(0, 1).Action, scheduler.Decide(0, 1).Reason.Text));
    }

    [Fact]
    public void A_missing_bound_is_refused_with_an_example() =>
        Assert.Contains("such as 0.3", Assert.Single(new ThresholdSettings().Errors()), StringComparison.Ordinal);
}
