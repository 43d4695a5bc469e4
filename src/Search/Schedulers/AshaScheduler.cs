using Search.Spaces;

namespace Search.Schedulers;

/// <summary>Asynchronous successive halving of the promotion type: a trial advances once it is among the best of its rung.</summary>
/// <remarks>
/// Li et al., "A System for Massively Parallel Hyperparameter Tuning" (MLSys 2020), Algorithm 2, with η = <see cref="AshaSettings.ReductionFactor"/>,
/// r = <see cref="AshaSettings.MinEpochs"/>, R = <see cref="AshaSettings.MaxEpochs"/>, s = 0. A paused trial may be promoted at any later time.
/// The resource may be the data instead of the epochs, or both: see <see cref="AshaSettings.Fidelities"/>.
/// Deviations: a trial that is promotable the moment it arrives goes on in place, which saves a stop and a start; ties go to the older trial;
/// NaN ranks last and is never promoted. Cost: O(log n) in the rung's trials for every call.
/// </remarks>
public sealed class AshaScheduler : IScheduler
{
    private readonly Ladder ladder;

    /// <summary>A scheduler without trials.</summary>
    /// <exception cref="ArgumentException">The settings contradict one another; all errors are listed.</exception>
    public AshaScheduler(AshaSettings settings)
    {
        SettingsErrors.ThrowIfAny(settings.Errors());
        ladder = new Ladder(settings.Fidelities(), settings.ReductionFactor);
    }

    /// <inheritdoc/>
    public int? Capacity => null;

    /// <inheritdoc/>
    public Fidelity First => ladder.Rungs[0].Fidelity;

    /// <inheritdoc/>
    public void Added(int trial, Configuration configuration, Fidelity fidelity, int? parent) => ladder.Added(trial, configuration, fidelity, parent);

    /// <inheritdoc/>
    public void Measured(int trial, int epoch, params ReadOnlySpan<double> values) => ladder.Measured(trial, epoch, values[0]);

    /// <inheritdoc/>
    public void Continued(int trial, int target) => ladder.Continued(trial, target);

    /// <inheritdoc/>
    public void Ended(int trial) => ladder.Ended(trial);

    /// <inheritdoc/>
    public SchedulerDecision Decide(int trial, int epoch) => ladder.Decide(trial, epoch);

    /// <inheritdoc/>
    public SchedulerDecision? Promotable() => ladder.Promotable();
}
