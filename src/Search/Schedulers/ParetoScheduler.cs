using Search.Experiments;
using Search.Spaces;

namespace Search.Schedulers;

/// <summary>Asynchronous successive halving for several objectives: a rung keeps its first Pareto fronts.</summary>
/// <remarks>
/// Schmucker et al., "Multi-objective Asynchronous Successive Halving" (2021), in the form that ranks a rung by non-dominated sorting (there ε-net, here crowding distance as in
/// Deb et al., NSGA-II, 2002, breaks ties within a front); else as <see cref="AshaScheduler"/>. A trial without a number in any objective ranks last and is
/// never promoted. The rung's rank is reported, and the front in words: there is no one cut-off. Cost: see <see cref="ParetoRung"/>: O(n log n) in the rung's trials
/// for the first question after an arrival.
/// </remarks>
public sealed class ParetoScheduler : IScheduler
{
    private readonly ParetoSettings settings;
    private readonly ParetoRung[] rungs;
    private readonly Dictionary<int, int> targets = [];

    /// <summary>A scheduler without trials.</summary>
    /// <exception cref="ArgumentException">The settings contradict one another; all errors are listed.</exception>
    public ParetoScheduler(ParetoSettings settings)
    {
        SettingsErrors.ThrowIfAny(settings.Errors());
        this.settings = settings;
        rungs = [.. settings.Rungs.Rungs().Select(epoch => new ParetoRung(epoch))];
    }

    /// <inheritdoc/>
    public int? Capacity => null;

    /// <inheritdoc/>
    public Fidelity First => new(rungs[0].Epoch);

    /// <inheritdoc/>
    public void Added(int trial, Configuration configuration, Fidelity fidelity, int? parent) => targets[trial] = fidelity.Epochs;

    /// <inheritdoc/>
    public void Measured(int trial, int epoch, params ReadOnlySpan<double> values)
    {
        if (values.Length != settings.Objectives)
            throw new ArgumentException($"Trial {trial} has {values.Length} values at epoch {epoch}, but there are {settings.Objectives} objectives.", nameof(values));
        if (Array.Find(rungs, rung => rung.Epoch == epoch) is not { } rung)
            return;
        rung.Arrive(trial, values);
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

    private int Share(int level) => rungs[level].Count / settings.Rungs.ReductionFactor;

    private DecisionReason Reason(int level, int trial, string text)
    {
        var (rank, front) = rungs[level].Place(trial);
        return new($"{text}, in front {front}; the best {Share(level)} go on") { Rung = rungs[level].Epoch, Rank = rank, Of = rungs[level].Count };
    }
}
