using Search.Experiments;
using Search.Spaces;

namespace Search.Schedulers;

/// <summary>Any scheduler, but trials that turn out to be the same training as an earlier one are stopped, and take no place in a rung from those that are not.</summary>
/// <remarks>See <see cref="TwinCurves"/>. A trial that reached its last epoch completes all the same.</remarks>
internal sealed class TwinScheduler(IScheduler inner, int maxEpochs) : IScheduler
{
    private readonly TwinCurves twins = new();

    /// <summary>The scheduler with that rule; a population as it is, for its members change on the way and one that is stopped would be missing for good.</summary>
    public static IScheduler Around(IScheduler inner, int maxEpochs) => inner.ForkInterval is null ? new TwinScheduler(inner, maxEpochs) : inner;

    public int? Capacity => inner.Capacity;

    public int? ForkInterval => inner.ForkInterval;

    public Fidelity First => inner.First;

    public void Added(int trial, Configuration configuration, Fidelity fidelity, int? parent)
    {
        twins.Added(trial, fidelity.Fraction);
        inner.Added(trial, configuration, fidelity, parent);
    }

    public void Measured(int trial, int epoch, params ReadOnlySpan<double> values)
    {
        twins.Measured(trial, epoch, values);
        if (twins.Of(trial) is null || epoch >= maxEpochs)
            inner.Measured(trial, epoch, values);
    }

    public void Continued(int trial, int target) => inner.Continued(trial, target);

    public void Ended(int trial)
    {
        twins.Ended(trial);
        inner.Ended(trial);
    }

    public void Widened(SearchSpace space) => inner.Widened(space);

    public SchedulerDecision Decide(int trial, int epoch) => twins.Of(trial) is { } twin && epoch < maxEpochs
        ? new(trial, TrialAction.Stop, epoch, new DecisionReason($"equals trial {twin} in every epoch: what they differ in makes no difference"))
        : inner.Decide(trial, epoch);

    public SchedulerDecision? Promotable() => inner.Promotable();
}
