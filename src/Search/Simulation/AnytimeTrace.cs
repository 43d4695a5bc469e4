using Search.Experiments;

namespace Search.Simulation;

/// <summary>The incumbents of a simulated search in the order of time: what it would have handed over had it been ended at any moment.</summary>
/// <remarks>
/// The incumbent is the trial with the best value of the first objective observed so far, at whatever epoch; ties stay with the older. That can be told from the
/// observations alone, by any search alike; a search's own ranking may differ (deeper rungs first).
/// </remarks>
public sealed class AnytimeTrace
{
    private readonly List<Incumbent> incumbents = [];

    /// <summary>The trace of a simulation.</summary>
    /// <param name="state">The experiment.</param>
    /// <param name="evaluations">What was paid for, in the order of time.</param>
    /// <param name="regret">Knows the best there is; null where nobody does.</param>
    public AnytimeTrace(ExperimentState state, IReadOnlyList<SimulatedEvaluation> evaluations, IRegret? regret = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(evaluations);
        var best = double.PositiveInfinity;
        foreach (var evaluation in evaluations.Where(evaluation => !evaluation.IsFailure))
        {
            if (!(state.Spec.Objective.ToInternal(evaluation.Values[0]) < best))
                continue;
            best = state.Spec.Objective.ToInternal(evaluation.Values[0]);
            incumbents.Add(new Incumbent(evaluation.Trial, evaluation.Epoch, evaluation.Seconds, evaluation.Spent, evaluation.Values[0],
                regret?.Regret(state.Trials[evaluation.Trial].Plan.Configuration, evaluation.Values[0], state.Spec.Seed)));
        }
    }

    /// <summary>All incumbents, the first one first.</summary>
    public IReadOnlyList<Incumbent> Incumbents => incumbents;

    /// <summary>The incumbent once so many epochs were paid for; null before the first.</summary>
    public Incumbent? After(long spent)
    {
        var (low, high) = (0, incumbents.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (incumbents[middle].Spent <= spent)
                low = middle + 1;
            else
                high = middle;
        }
        return low > 0 ? incumbents[low - 1] : null;
    }
}
