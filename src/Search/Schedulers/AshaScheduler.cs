using Search.Experiments;
using Search.Spaces;

namespace Search.Schedulers;

/// <summary>Asynchronous successive halving of the promotion type: a trial advances once it is among the best of its rung.</summary>
/// <remarks>
/// Li et al., "A System for Massively Parallel Hyperparameter Tuning" (MLSys 2020), Algorithm 2, with η = <see cref="AshaSettings.ReductionFactor"/>,
/// r = <see cref="AshaSettings.MinEpochs"/>, R = <see cref="AshaSettings.MaxEpochs"/>, s = 0. A paused trial may be promoted at any later time.
/// Deviations: a trial that is promotable the moment it arrives goes on in place, which saves a stop and a start; ties go to the older trial;
/// NaN ranks last and is never promoted. Cost: O(log n) in the rung's trials for every call.
/// </remarks>
public sealed class AshaScheduler : IScheduler
{
    private readonly AshaSettings settings;
    private readonly Rung[] rungs;
    private readonly Dictionary<int, int> targets = [];

    /// <summary>A scheduler without trials.</summary>
    /// <exception cref="ArgumentException">The settings contradict one another; all errors are listed.</exception>
    public AshaScheduler(AshaSettings settings)
    {
        string[] errors = [.. settings.Errors()];
        if (errors.Length > 0)
            throw new ArgumentException(string.Join(" ", errors), nameof(settings));
        this.settings = settings;
        rungs = [.. settings.Rungs().Select(epoch => new Rung(epoch))];
    }

    /// <inheritdoc/>
    public int? Capacity => null;

    /// <inheritdoc/>
    public Fidelity First => new(rungs[0].Epoch);

    /// <inheritdoc/>
    public void Added(int trial, Configuration configuration, Fidelity fidelity, int? parent)
    {
    }

    /// <inheritdoc/>
    public void Measured(int trial, int epoch, params ReadOnlySpan<double> values)
    {
        if (At(epoch) is not { } rung)
            return;
        rung.Arrive(trial, values[0]);
        // A trial with leave to run further is compared here like all others, but does not wait.
        if (targets.GetValueOrDefault(trial) > epoch)
            rung.Leave(trial);
    }

    /// <inheritdoc/>
    public void Continued(int trial, int target)
    {
        targets[trial] = target;
        foreach (var rung in rungs)
            if (rung.Epoch < target)
                rung.Leave(trial);
    }

    /// <inheritdoc/>
    public void Ended(int trial)
    {
        foreach (var rung in rungs)
            rung.Leave(trial);
    }

    /// <inheritdoc/>
    public SchedulerDecision Decide(int trial, int epoch)
    {
        var level = Array.FindIndex(rungs, rung => rung.Epoch == epoch);
        if (level < 0)
            throw new ArgumentException($"Epoch {epoch} is no rung; the rungs are {string.Join(", ", rungs.Select(rung => rung.Epoch))}.", nameof(epoch));
        if (level == rungs.Length - 1)
            return new(trial, TrialAction.Complete, epoch, Reason(level, trial, "reached the last epoch"));
        return rungs[level].Promotable(Share(level)) == trial
            ? new(trial, TrialAction.Continue, rungs[level + 1].Epoch, Reason(level, trial, "goes on"))
            : new(trial, TrialAction.Pause, epoch, Reason(level, trial, "waits"));
    }

    /// <inheritdoc/>
    public SchedulerDecision? Promotable()
    {
        for (var level = rungs.Length - 2; level >= 0; level--)
            if (rungs[level].Promotable(Share(level)) is { } trial)
                return new(trial, TrialAction.Continue, rungs[level + 1].Epoch, Reason(level, trial, "promoted"));
        return null;
    }

    private int Share(int level) => rungs[level].Count / settings.ReductionFactor;

    private Rung? At(int epoch) => Array.Find(rungs, rung => rung.Epoch == epoch);

    private DecisionReason Reason(int level, int trial, string text)
    {
        var cutOff = rungs[level].CutOff(Share(level));
        return new(text)
        {
            Rung = rungs[level].Epoch,
            Rank = rungs[level].Rank(trial),
            Of = rungs[level].Count,
            CutOff = level == rungs.Length - 1 || double.IsNaN(cutOff) ? null : cutOff,
        };
    }
}
