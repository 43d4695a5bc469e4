using Search.Statistics;

namespace Search.Experiments;

/// <summary>How much the value of one configuration varies between seeds.</summary>
internal static class RepeatNoise
{
    /// <summary>Fewer repeats of one configuration say nothing of the noise.</summary>
    private const int LeastRepeats = 3;

    /// <summary>Pooled over the configurations of some trials; null while none has enough repeats. A run that was picked for its value and then repeated is left out: its seed is not a fresh one.</summary>
    public static PooledSpread? Of(IReadOnlyList<Trial> trials)
    {
        var picked = trials.Where(trial => trial.Plan is { Repeat: > 0, Parent: not null }).Select(trial => trial.Plan.Parent!.Value).ToHashSet();
        return PooledSpread.Of(trials
            .Where(trial => trial.State == TrialState.Completed && !double.IsNaN(trial.Value) && !picked.Contains(trial.Number))
            .GroupBy(trial => (trial.Plan.Configuration, trial.Plan.TrainImages, trial.Plan.Epochs), trial => trial.Value)
            .Select(group => group.ToArray())
            .Where(values => values.Length >= LeastRepeats));
    }
}
