using Search.Experiments;
using Search.Spaces;

namespace Search.Schedulers;

/// <summary>Asynchronous successive halving of the stopping type: whoever is not among the best of its rung on arrival is over.</summary>
/// <remarks>
/// Li et al., "A System for Massively Parallel Hyperparameter Tuning" (MLSys 2020), in the variant that Klein et al., "Model-based Asynchronous
/// Hyperparameter and Neural Architecture Search" (2020), section 3 call stopping: a trial goes on when it is among the best 1/η of those that have
/// come to its rung so far. No trial waits, so no checkpoint outlives its run; in return early trials meet a softer test than late ones.
/// Deviations: the share is rounded up, so that the best so far always goes on; ties go to the older trial; NaN stops.
/// Cost: O(log n) in the rung's trials for every call.
/// </remarks>
public sealed class AshaStopScheduler : IScheduler
{
    private readonly AshaSettings settings;
    private readonly Rung[] rungs;

    /// <summary>A scheduler without trials.</summary>
    /// <exception cref="ArgumentException">The settings contradict one another; all errors are listed.</exception>
    public AshaStopScheduler(AshaSettings settings)
    {
        SettingsErrors.ThrowIfAny(settings.Errors());
        this.settings = settings;
        rungs = [.. settings.Rungs().Select(epoch => new Rung(epoch))];
    }

    /// <inheritdoc/>
    public int? Capacity => null;

    /// <inheritdoc/>
    public Fidelity First => rungs[0].Fidelity;

    /// <inheritdoc/>
    public void Added(int trial, Configuration configuration, Fidelity fidelity, int? parent)
    {
    }

    /// <inheritdoc/>
    public void Measured(int trial, int epoch, params ReadOnlySpan<double> values) => Array.Find(rungs, rung => rung.Epoch == epoch)?.Arrive(trial, values[0]);

    /// <inheritdoc/>
    public void Continued(int trial, int target)
    {
    }

    /// <inheritdoc/>
    public void Ended(int trial)
    {
    }

    /// <inheritdoc/>
    public SchedulerDecision Decide(int trial, int epoch)
    {
        var level = Array.FindIndex(rungs, rung => rung.Epoch == epoch);
        if (level < 0)
            throw new ArgumentException($"Epoch {epoch} is no rung; the rungs are {string.Join(", ", rungs.Select(rung => rung.Epoch))}.", nameof(epoch));
        var rung = rungs[level];
        var share = (rung.Count + settings.ReductionFactor - 1) / settings.ReductionFactor;
        var (cutOff, rank) = (rung.CutOff(share), rung.Rank(trial));
        var reason = new DecisionReason("") { Rung = epoch, Rank = rank, Of = rung.Count, CutOff = level == rungs.Length - 1 || double.IsNaN(cutOff) ? null : cutOff };
        if (level == rungs.Length - 1)
            return new(trial, TrialAction.Complete, epoch, reason with { Text = "reached the last epoch" });
        return rank <= share && rung.Value(trial) is not double.NaN
            ? new(trial, TrialAction.Continue, rungs[level + 1].Epoch, reason with { Text = "goes on" })
            : new(trial, TrialAction.Stop, epoch, reason with { Text = "not among the best of its rung" });
    }

    /// <inheritdoc/>
    public SchedulerDecision? Promotable() => null;
}
