using Search.Experiments;
using Search.Schedulers;
using Search.Stages;
using Xunit;

namespace Search.Tests.Schedulers;

public sealed class PatienceSchedulerTests : SchedulerContract
{
    protected override int MaxEpochs => 9;

    protected override int? UnknownEpoch => null;

    protected override IScheduler Create() => Patience(3, 0);

    [Theory]
    [InlineData(0.0, new[] { 5, 4, 4.0, 4, 4 }, TrialAction.Pause)] // last improved at epoch 2
    [InlineData(0.0, new[] { 5, 4, 3.9, 4, 4 }, TrialAction.Continue)]
    [InlineData(0.5, new[] { 5, 4, 3.9, 3.8, 3.7 }, TrialAction.Pause)] // small steps do not count …
    [InlineData(0.5, new[] { 5, 4, 3.9, 3.7, 3.4 }, TrialAction.Continue)] // … but do add up
    public void A_plateau_pauses_a_trial(double minDelta, double[] values, TrialAction action)
    {
        var scheduler = Patience(3, minDelta);
        for (var epoch = 1; epoch <= values.Length; epoch++)
            scheduler.Measured(0, epoch, values[epoch - 1]);

        Assert.Equal(action, scheduler.Decide(0, 5).Action);
        Assert.Contains("epoch ", scheduler.Decide(0, 5).Reason.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_best_of_those_on_a_plateau_are_run_to_the_last_epoch_when_the_trials_are_spent()
    {
        var spec = Specs.Default(trials: 12) with { Scheduler = new("patience") { Settings = new Dictionary<string, double> { ["patience"] = 2 } }, Augmentation = [] };

        var stage = Searches.Stage(StageNames.Joint, spec, new Curves(plan => 0.5 + 0.1 * plan.Configuration["dropout"].Number));

        Assert.Equal(3, stage.Trials.Count(trial => trial.Epoch == 9));
        Assert.All(stage.Trials.Where(trial => trial.Epoch < 9), trial => Assert.Equal(3, trial.Epoch));
        Assert.Equal(stage.Trials.OrderBy(trial => trial.Value).Take(3).Select(trial => trial.Number), stage.HandOn!.Selected);
    }

    [Fact]
    public void Contradicting_settings_are_all_named() => Assert.Equal(2, new PatienceSettings { Patience = 0, MinDelta = -1 }.Errors().Count());

    private static PatienceScheduler Patience(int patience, double minDelta) => new(new PatienceSettings { MaxEpochs = 9, Patience = patience, MinDelta = minDelta });
}
