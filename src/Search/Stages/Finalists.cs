using Search.Experiments;
using Search.Objectives;

namespace Search.Stages;

/// <summary>Who of a sample search runs to the last epoch when its trials are spent.</summary>
/// <remarks>
/// The higher fidelity first, then the better value, then the older trial. With several objectives the better is who stands in the earlier Pareto front, then the less crowded, then the
/// better in the first objective. How crowded a place is changes when its neighbours move on, so a finalist keeps the standing in which it was chosen until all have come to their end:
/// otherwise one slot would choose others than many do.
/// </remarks>
internal sealed class Finalists(ExperimentState state)
{
    /// <summary>Why a finalist goes on.</summary>
    public const string Reason = "among the best when the stage's trials were spent";

    private sealed record Standing(double Fraction, int Epoch, double[] Values);

    private readonly Dictionary<int, Standing> chosen = [];

    /// <summary>Takes note of an event of the stage, after the state has.</summary>
    public void Observe(ExperimentEvent e)
    {
        if (state.Spec.OtherObjectives is null)
            return; // one value orders them alike at any time
        if (e is TrialDecided { Action: TrialAction.Continue, Reason.Text: Reason } decided)
            chosen[decided.Trial] = Now(state.Trials[decided.Trial]);
        else if (e is TrialAdded { Plan: { Label: Reason, Parent: { } parent } } added)
            chosen[added.Trial] = Now(state.Trials[parent]);
    }

    /// <summary>True for a finalist that was chosen already, be it by its standing or that of the trial whose place it took.</summary>
    public bool IsChosen(Trial trial) => chosen.ContainsKey(trial.Number);

    /// <summary>Candidates as they are to be chosen, best first.</summary>
    public IEnumerable<Trial> Choose(IEnumerable<Trial> candidates) => Order(candidates, trial => chosen.GetValueOrDefault(trial.Number) ?? Now(trial));

    /// <summary>Trials as they stand now, best first.</summary>
    public IEnumerable<Trial> Rank(IEnumerable<Trial> trials) => Order(trials, Now);

    private Standing Now(Trial trial) => new(trial.Plan.Fraction, trial.Epoch, state.Spec.ToInternal(trial.Measurements[^1]));

    private IEnumerable<Trial> Order(IEnumerable<Trial> trials, Func<Trial, Standing> standing) => trials
        .Select(trial => (Trial: trial, Standing: standing(trial)))
        .GroupBy(entry => (entry.Standing.Fraction, entry.Standing.Epoch))
        .OrderByDescending(group => group.Key.Fraction).ThenByDescending(group => group.Key.Epoch)
        .SelectMany(group => Order([.. group.OrderBy(entry => entry.Standing.Values[0]).ThenBy(entry => entry.Trial.Number)]));

    private IEnumerable<Trial> Order((Trial Trial, Standing Standing)[] alike) => state.Spec.OtherObjectives is null
        ? alike.Select(entry => entry.Trial)
        : ParetoFronts.Ranked([.. alike.Select(entry => entry.Standing.Values)]) // of equals the earlier, here the better in the first objective
            .Select(index => alike[index].Trial)
            .OrderByDescending(IsChosen); // one that failed leaves the others their places
}
