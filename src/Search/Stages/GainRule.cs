using System.Globalization;
using Search.Experiments;
using Search.Randomness;
using Search.Samplers;
using Search.Spaces;

namespace Search.Stages;

/// <summary>Ends the proposals of a sample search when more of them would be a waste of time: <c>budget.gain</c> and <c>budget.gainPerHour</c>.</summary>
/// <remarks>
/// <para>Both have to agree: what <see cref="GainForecast"/> expects, and what the last third of the trials brought. Nothing is judged before there are ten trials for each column of the encoding, the usual size of a first design
/// (Loeppky, Sacks and Welch, "Choosing the Sample Size of a Computer Experiment", 2009): of a narrow valley that no trial has touched, no model can know.</para>
/// <para>Judged only when the settled trials have grown by a seventh since the last time, and by what was known at that moment (<see cref="TrialHistory.AsOf"/>), so a search that comes back from its journal judges alike. A proposal that
/// was made after such a moment tells that the search went on, so coming back costs no models but that of the last one.</para>
/// </remarks>
/// <param name="state">The experiment.</param>
/// <param name="stage">Index of the search.</param>
/// <param name="space">What it proposes from.</param>
/// <param name="history">Its trials.</param>
internal sealed class GainRule(ExperimentState state, int stage, SearchSpace space, TrialHistory history)
{
    private const int LeastTrials = 20, TrialsPerColumn = 10;
    private const double Growth = 8.0 / 7;

    private readonly int first = Math.Max(LeastTrials, TrialsPerColumn * new SpaceEncoding(space).Columns.Count);
    private readonly Queue<Moment> open = [];
    private int settled = history.Settled.Count;
    private GainVerdict? closed;

    /// <summary>What ended the search; null while it goes on.</summary>
    public GainVerdict? Closed()
    {
        while (closed is null && open.TryDequeue(out var moment))
            closed = Judged(moment);
        return closed;
    }

    /// <summary>Takes note of an event of the stage, after its history has.</summary>
    /// <param name="e">The event.</param>
    /// <param name="quota">Trials of the stage without those that its owner added: these are tried whatever is expected of them; null where only time or epochs limit it.</param>
    public void Observe(ExperimentEvent e, int? quota)
    {
        if (e is TrialAdded { Plan.Counts: true } && state.ExtraTrials(stage) == 0)
            open.Clear();
        if (history.Settled.Count == settled)
            return;
        settled = history.Settled.Count;
        if (IsDue(settled) && !state.IsForetold && closed is null && Now(quota) is { Left: >= 1 } moment)
            open.Enqueue(moment);
    }

    private bool IsDue(int settled) => settled == first || (settled > first && Step(settled) > Step(settled - 1));

    private double Step(int settled) => Math.Floor(Math.Log(settled / (double)first) / Math.Log(Growth) + 1e-9);

    private Moment Now(int? quota)
    {
        var (own, budget) = (state.Stages[stage], new Budget(state));
        double left = quota is { } trials ? trials - own.Counted : double.PositiveInfinity;
        return new Moment(settled, own.Counted, Math.Min(left, budget.ProposalsLeft(budget.JointShare, own) ?? double.PositiveInfinity), own.Seconds / Math.Max(1, own.Counted));
    }

    private GainVerdict? Judged(Moment moment)
    {
        if (GainForecast.Of(space, history.AsOf(moment.Settled), Seeds.Derive(state.Spec.Seed, "gain", stage, moment.Settled)) is not { } forecast)
            return null;
        var budget = state.Spec.Budget;
        var repeats = RepeatNoise.Of([.. state.Stages.Take(stage).SelectMany(earlier => earlier.Trials)])?.Deviation;
        var least = budget.GainAboveNoise ? repeats ?? forecast.Noise : budget.Gain;
        var rest = forecast.Of(moment.Left);
        if (rest < least && forecast.Lately < least)
            return new GainVerdict(moment.Counted, $"No further configurations after {moment.Counted}: the remaining {Math.Round(moment.Left)} are expected to bring {Show(rest)} at most, less than "
                + (budget.GainAboveNoise ? $"the noise of {Show(least.Value)} ({(repeats is null ? "estimated from the trials" : "measured by repeats")})." : $"the {Show(least.Value)} of budget.gain."));
        if (!(moment.SecondsEach > 0))
            return null;
        var perHour = 3600 / moment.SecondsEach;
        var (coming, past) = (forecast.Of(perHour), forecast.Lately / (moment.Settled / 3) * perHour);
        return coming < budget.GainPerHour && past < budget.GainPerHour
            ? new GainVerdict(moment.Counted, $"No further configurations after {moment.Counted}: an hour of one slot is expected to bring {Show(coming)} at most, less than the {Show(budget.GainPerHour.Value)} of budget.gainPerHour.")
            : null;
    }

    private static string Show(double value) => value.ToString("G2", CultureInfo.InvariantCulture);

    /// <param name="Settled">Trials settled by then.</param>
    /// <param name="Counted">Proposals made by then.</param>
    /// <param name="Left">Proposals that the budget still allowed.</param>
    /// <param name="SecondsEach">Slot seconds of a proposal so far, promotions included.</param>
    private sealed record Moment(int Settled, int Counted, double Left, double SecondsEach);
}
