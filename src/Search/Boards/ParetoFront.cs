using Search.Experiments;
using Search.Objectives;

namespace Search.Boards;

/// <summary>The answer of a search with several objectives: the trials among which only taste decides.</summary>
/// <remarks>
/// Compared are trials of all stages that are alike in what they were given: those on the most training images, of these the ones with the most epochs. Once a trial has come to
/// its last epoch only such trials count. Fresh-seed repeats are left out: they are other runs of a configuration that stands there already.
/// </remarks>
public static class ParetoFront
{
    /// <summary>The front in the order of the first objective; null for a single objective. O(n log n) in the trials with two objectives.</summary>
    public static IReadOnlyList<FrontPoint>? Of(ExperimentState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Spec.OtherObjectives is null)
            return null;
        Trial[] trials = [.. state.Trials.Where(trial => !double.IsNaN(trial.Value) && trial.State != TrialState.Failed && trial.Plan is not { Repeat: > 0, Parent: not null })];
        if (Array.Exists(trials, IsDone))
            trials = Array.FindAll(trials, IsDone);
        if (trials.Length == 0)
            return [];
        var most = trials.Max(trial => (trial.Plan.TrainImages, trial.Epoch));
        trials = Array.FindAll(trials, trial => (trial.Plan.TrainImages, trial.Epoch) == most);
        IReadOnlyList<double>[] points = [.. trials.Select(trial => state.Spec.ToInternal(trial.Measurements[^1]))];
        return [.. ParetoFronts.Of(points)[0].OrderBy(index => points[index][0]).ThenBy(index => trials[index].Number)
            .Select(index => new FrontPoint(trials[index].Number, trials[index].Epoch, [.. points[index].Select((value, i) => state.Spec.Objectives[i].ToUser(value))]))];
    }

    private static bool IsDone(Trial trial) => trial.State == TrialState.Completed;
}
