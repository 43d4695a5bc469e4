using System.Numerics;
using Search.Experiments;
using Search.Stages;
using Search.Statistics;

namespace Search.Boards;

/// <summary>Makes the rows of one experiment's stages: ranks, intervals and ties.</summary>
internal sealed class BoardRows(ExperimentState state)
{
    /// <summary>Above this p value two rows count as tied.</summary>
    private const double Level = 0.05;

    private readonly ILookup<int, Trial> repeats = state.Trials
        .Where(trial => trial is { Plan: { Repeat: > 0, Parent: not null }, State: TrialState.Completed })
        .ToLookup(trial => trial.Plan.Parent!.Value);

    private ObjectiveSpec Objective => state.Spec.Objective;

    private bool IsAccuracy => Objective.Name == ObjectiveSpec.ValidAccuracy.Name;

    /// <summary>The rows of a stage, best first, the larger data before the smaller; ranks begin anew for each data size. O(n log n).</summary>
    public IEnumerable<LeaderboardRow> Of(StageState stage)
    {
        var label = StageLabels.Of(state, stage.Index);
        foreach (var size in stage.Trials.GroupBy(trial => trial.Plan.TrainImages).OrderByDescending(size => size.Key))
        {
            var rank = 0;
            Trial? above = null;
            foreach (var trial in size.Order(Comparer<Trial>.Create(Compare)))
            {
                yield return Row(trial, IsRanked(trial) ? ++rank : null, label, above);
                above = trial;
            }
        }
    }

    private static bool IsRanked(Trial trial) => !double.IsNaN(trial.Value) && trial.State != TrialState.Failed;

    /// <summary>Those with a rank first; then the deeper epoch, the better value, the older trial.</summary>
    private static int Compare(Trial first, Trial second)
    {
        if (IsRanked(first) != IsRanked(second))
            return IsRanked(first) ? -1 : 1;
        if (IsRanked(first) && first.Epoch != second.Epoch)
            return second.Epoch.CompareTo(first.Epoch);
        var byValue = IsRanked(first) ? first.Value.CompareTo(second.Value) : 0;
        return byValue != 0 ? byValue : first.Number.CompareTo(second.Number);
    }

    private LeaderboardRow Row(Trial trial, int? rank, string label, Trial? above) => new()
    {
        Rank = rank,
        Trial = trial.Number,
        Parent = trial.Plan.Parent,
        Role = trial.Plan.Role,
        Repeat = trial.Plan.Repeat,
        Seed = trial.RunSeed,
        Stage = label,
        State = trial.State,
        Value = UserValue(trial),
        Values = trial.Epoch > 0 ? state.Spec.ValuesOf(trial.Measurements[^1]) : state.Spec.ValuesOf(null),
        Ci95 = Interval(trial),
        Test = Test(trial),
        Tied = rank is not null && above is not null ? Tied(trial, above) : null,
        Epochs = trial.Epoch,
        TrainImages = trial.Plan.TrainImages,
        Configuration = trial.Plan.Configuration,
        Reason = Reason(trial),
        Attempts = trial.Attempts,
        Exact = trial.Exact,
        Seconds = trial.Seconds,
        Device = trial.Slot is { } slot ? slot[(slot.LastIndexOf('/') + 1)..] : null,
    };

    private double? UserValue(Trial trial) => double.IsNaN(trial.Value) ? null : Objective.ToUser(trial.Value);

    private IReadOnlyList<double>? Interval(Trial trial)
    {
        double[] values = [.. repeats[trial.Number].Where(repeat => !double.IsNaN(repeat.Value)).Select(repeat => Objective.ToUser(repeat.Value))];
        if (StudentT.Interval95(values) is { } student)
            return [student.Low, student.High];
        return IsAccuracy && UserValue(trial) is { } accuracy ? OfFraction(accuracy, trial.Plan.ValidImages) : null;
    }

    private TestColumn? Test(Trial trial)
    {
        Trial[] scored = trial.Test is not null ? [trial] : [.. repeats[trial.Number].Where(repeat => repeat.Test is not null)];
        if (scored.Length == 0)
            return null;
        double[] values = [.. scored.Select(repeat => TestValue.Of(Objective, repeat.Test!))];
        if (!values.All(double.IsFinite))
            return null;
        if (StudentT.Interval95(values) is { } student)
            return new TestColumn(values.Average(), [student.Low, student.High], values.Length);
        var isAccuracy = Objective.Name != ObjectiveSpec.ValidLoss.Name;
        return new TestColumn(values[0], isAccuracy ? OfFraction(values[0], scored[0].Test!.Images) : null, 1);
    }

    private static IReadOnlyList<double>? OfFraction(double fraction, int images) =>
        images > 0 && fraction is >= 0 and <= 1 && Wilson.Interval95(fraction, images) is var (low, high) ? [low, high] : null;

    private bool? Tied(Trial trial, Trial above) =>
        trial.Plan.ValidImages == above.Plan.ValidImages && trial.Epoch == above.Epoch && Mask(trial) is { } mine && Mask(above) is { } theirs && mine.Length == theirs.Length
            ? McNemar.PValue(theirs, mine) > Level
            : null;

    /// <summary>Which validation images were right, when that is known of the epoch that the value is of.</summary>
    // The mask is kept only at compared epochs, the value of every one: between two rungs they are of different epochs.
    private byte[]? Mask(Trial trial)
    {
        if (!IsAccuracy || trial.ValidCorrect is not { } mask || trial.Plan.ValidImages < 1)
            return null;
        var right = mask.Sum(bits => BitOperations.PopCount(bits));
        return Math.Abs(right - UserValue(trial)!.Value * trial.Plan.ValidImages) < 0.5 ? mask : null;
    }

    private string? Reason(Trial trial)
    {
        if (trial.Failure is { } failure && trial.State is TrialState.Failed or TrialState.Waiting or TrialState.Interrupted)
            return trial.Message is { } message ? $"{Name(failure)}: {message}" : Name(failure);
        return trial.Reason?.Describe(Objective);
    }

    private static string Name(Objectives.FailureKind kind)
    {
        var name = kind.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
