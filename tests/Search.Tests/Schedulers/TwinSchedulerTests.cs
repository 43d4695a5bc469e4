using Search.Experiments;
using Search.Schedulers;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Schedulers;

public sealed class TwinSchedulerTests : SchedulerContract
{
    protected override int MaxEpochs => 27;

    protected override int? UnknownEpoch => 2;

    protected override IScheduler Create() => new TwinScheduler(new AshaScheduler(new AshaSettings { MinEpochs = 3, MaxEpochs = 27 }), 27);

    [Fact]
    public void A_twin_is_stopped_and_the_reason_names_the_other()
    {
        var scheduler = Create();
        Train(scheduler, 0, 0.5, 0.4, 0.3);

        Train(scheduler, 1, 0.5, 0.4, 0.3);
        var decision = scheduler.Decide(1, 3);

        Assert.Equal(TrialAction.Stop, decision.Action);
        Assert.Equal("equals trial 0 in every epoch: what they differ in makes no difference", decision.Reason.Text);
    }

    [Fact]
    public void Twins_take_no_places_in_a_rung()
    {
        var scheduler = Create();
        // Six of the best, all alike, and three others: of four different trainings one may go on, and the second best when there are six.
        for (var trial = 0; trial < 6; trial++)
            Train(scheduler, trial, 0.3, 0.2, 0.1);
        Train(scheduler, 6, 0.3, 0.2, 0.15);
        Train(scheduler, 7, 0.3, 0.2, 0.25);
        Train(scheduler, 8, 0.3, 0.2, 0.35);
        Assert.Equal(0, scheduler.Promotable()?.Trial);
        scheduler.Continued(0, 9);
        Assert.Null(scheduler.Promotable());

        Train(scheduler, 9, 0.3, 0.2, 0.45);
        Train(scheduler, 10, 0.3, 0.2, 0.55);

        Assert.Equal(6, scheduler.Promotable()?.Trial);
    }

    [Fact]
    public void At_the_last_epoch_a_twin_completes()
    {
        var scheduler = new TwinScheduler(new FullScheduler(3), 3);
        for (var trial = 0; trial < 2; trial++)
            Train(scheduler, trial, 0.5, 0.4, 0.3);

        Assert.Equal(TrialAction.Complete, scheduler.Decide(1, 3).Action);
    }

    [Fact]
    public void Every_search_stops_trainings_that_are_the_same()
    {
        // Half of the configurations differ only in what the objective rounds off.
        var spec = Specs.Default(30) with { Stages = ["joint"], Sampler = new("random"), Scheduler = new("asha") };
        var stage = Searches.Stage("joint", spec, new Curves((plan, _, epoch) => Math.Round(plan.Configuration["dropout"].Number, 1) + 0.1 * epoch));

        Assert.Contains(stage.Trials, trial => trial.State == TrialState.Stopped && trial.Reason!.Text.StartsWith("equals trial", StringComparison.Ordinal));
    }

    [Fact]
    public void A_population_keeps_its_members_however_alike_they_are()
    {
        var spec = Specs.Default(30) with { Stages = ["joint"], Scheduler = new("pbt") };
        var stage = Searches.Stage("joint", spec, new Curves(_ => 0.1));

        Assert.DoesNotContain(stage.Trials, trial => trial.Reason?.Text.StartsWith("equals trial", StringComparison.Ordinal) == true);
    }

    private static void Train(IScheduler scheduler, int trial, params double[] values)
    {
        scheduler.Added(trial, Configuration.Empty, scheduler.First, null);
        for (var epoch = 1; epoch <= values.Length; epoch++)
            scheduler.Measured(trial, epoch, values[epoch - 1]);
        if (scheduler.Decide(trial, values.Length).Action == TrialAction.Stop)
            scheduler.Ended(trial);
    }
}
