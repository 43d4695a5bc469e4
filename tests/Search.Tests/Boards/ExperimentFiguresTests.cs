using Search.Boards;
using Search.Experiments;
using Xunit;

namespace Search.Tests.Boards;

public sealed class ExperimentFiguresTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    [Fact]
    public void A_search_without_slots_wants_one_though_it_has_no_trials_yet()
    {
        var experiment = Running();

        Assert.Equal(1, ExperimentFigures.Of(experiment).Waiting);
        Assert.Empty(ExperimentFigures.Of(experiment).Trials);
    }

    [Fact]
    public void Interrupted_trials_each_want_a_slot()
    {
        var experiment = Running();
        var trials = new[] { experiment.Next("s/0", At)!, experiment.Next("s/1", At)!, experiment.Next("s/2", At)! };
        foreach (var trial in trials)
            experiment.Vacant(trial.Slot!);

        Assert.Equal(3, ExperimentFigures.Of(experiment).Waiting);
    }

    [Fact]
    public void A_paused_search_wants_nothing_for_its_trials()
    {
        var experiment = Running();
        var trial = experiment.Next("s/0", At)!;
        experiment.Pause("lunch", At);
        experiment.Ended(trial.Number, 1, null, At);

        Assert.Equal(TrialState.PausedByUser, trial.State);
        Assert.Equal(0, ExperimentFigures.Of(experiment).Waiting);
    }

    private static Experiment Running()
    {
        var experiment = Experiment.Create("x-0001", Specs.Default(trials: 9) with { Stages = ["joint"] }, Specs.Data, At);
        Assert.Null(experiment.Run(1, At));
        return experiment;
    }
}
