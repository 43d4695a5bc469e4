using Search.Schedulers;
using Search.Spaces;

namespace Search.Tests.Schedulers;

/// <summary>Asks every question twice, to find out whether it changes anything.</summary>
internal sealed class AskedTwice(IScheduler inner) : IScheduler
{
    public int? Capacity => inner.Capacity;

    public Fidelity First => (inner.First, inner.First).Item2;

    public void Added(int trial, Configuration configuration, Fidelity fidelity, int? parent) => inner.Added(trial, configuration, fidelity, parent);

    public void Measured(int trial, int epoch, params ReadOnlySpan<double> values) => inner.Measured(trial, epoch, values);

    public void Continued(int trial, int target) => inner.Continued(trial, target);

    public void Ended(int trial) => inner.Ended(trial);

    public SchedulerDecision Decide(int trial, int epoch)
    {
        _ = inner.Promotable();
        _ = inner.Decide(trial, epoch);
        return inner.Decide(trial, epoch);
    }

    public SchedulerDecision? Promotable()
    {
        _ = inner.Promotable();
        return inner.Promotable();
    }
}
