using Search.Experiments;
using Search.Spaces;

namespace Search.Schedulers;

/// <summary>Trains every trial to its last epoch: no comparison under way.</summary>
public sealed class FullScheduler(int maxEpochs) : IScheduler
{
    /// <inheritdoc/>
    public int? Capacity => null;

    /// <inheritdoc/>
    public Fidelity First => new(maxEpochs);

    /// <inheritdoc/>
    public void Added(int trial, Configuration configuration, Fidelity fidelity, int? parent)
    {
    }

    /// <inheritdoc/>
    public void Measured(int trial, int epoch, params ReadOnlySpan<double> values)
    {
    }

    /// <inheritdoc/>
    public void Continued(int trial, int target)
    {
    }

    /// <inheritdoc/>
    public void Ended(int trial)
    {
    }

    /// <inheritdoc/>
    public SchedulerDecision Decide(int trial, int epoch) => epoch == maxEpochs
        ? new(trial, TrialAction.Complete, epoch, new DecisionReason("reached the last epoch"))
        : throw new ArgumentException($"Epoch {epoch} is no rung: trials are only compared at {maxEpochs}.", nameof(epoch));

    /// <inheritdoc/>
    public SchedulerDecision? Promotable() => null;
}
