using Search.Experiments;

namespace Search.Boards;

/// <summary>An experiment in numbers whose count is bounded, however many trials it has: what metrics show.</summary>
public sealed record ExperimentFigures
{
    /// <summary>Number of leaders that get a series of their own.</summary>
    public const int MostLeaders = 10;

    /// <summary>Its status.</summary>
    public required ExperimentStatus Status { get; init; }

    /// <summary>Number of trials by stage name and state.</summary>
    public required IReadOnlyDictionary<(string Stage, TrialState State), int> Trials { get; init; }

    /// <summary>Epochs, training images and slot seconds by stage name.</summary>
    public required IReadOnlyDictionary<string, (long Epochs, long Images, double Seconds)> Spent { get; init; }

    /// <summary>The best of the latest stage with results, best first, with the user's value.</summary>
    public required IReadOnlyList<(int Trial, double Value)> Leaders { get; init; }

    /// <summary>Trials that want a slot now, as <see cref="Experiment.TrialsWaiting"/> counts them.</summary>
    public required int Waiting { get; init; }

    /// <summary>The running trials: slot, trial and epochs finished.</summary>
    public required IReadOnlyList<(string Slot, int Trial, int Epoch)> Running { get; init; }

    /// <summary>The figures of an experiment; O(n log n) in its trials.</summary>
    public static ExperimentFigures Of(Experiment experiment)
    {
        var state = experiment.State;
        var shown = state.Stages.LastOrDefault(stage => stage.Trials.Any(trial => !double.IsNaN(trial.Value)));
        return new ExperimentFigures
        {
            Status = state.Status,
            Trials = state.Trials.GroupBy(trial => (state.Stages[trial.Stage].Name, trial.State)).ToDictionary(group => group.Key, group => group.Count()),
            Spent = state.Stages.GroupBy(stage => stage.Name).ToDictionary(
                group => group.Key,
                group => (group.Sum(stage => stage.Epochs), group.Sum(stage => stage.Images), group.Sum(stage => stage.Seconds))),
            Leaders =
            [
                .. (shown?.Trials ?? []).Where(trial => !double.IsNaN(trial.Value))
                    .OrderByDescending(trial => trial.Epoch).ThenBy(trial => trial.Value).ThenBy(trial => trial.Number)
                    .Take(MostLeaders)
                    .Select(trial => (trial.Number, state.Spec.Objective.ToUser(trial.Value))),
            ],
            Waiting = experiment.TrialsWaiting(),
            Running = [.. state.Running.Select(number => state.Trials[number]).Select(trial => (trial.Slot ?? "", trial.Number, trial.Epoch))],
        };
    }
}
