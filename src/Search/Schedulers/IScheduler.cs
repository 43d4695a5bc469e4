using Search.Spaces;

namespace Search.Schedulers;

/// <summary>Decides how far a trial is trained before it is compared, and who may go on. Pure: no clock, no storage.</summary>
/// <remarks>
/// Every call but the questions (<see cref="First"/>, <see cref="Decide"/>, <see cref="Promotable"/>) records what happened; recording the same history
/// again, as a replayed journal does, gives the same answers. Values are internal: lower is better, NaN is worst.
/// </remarks>
public interface IScheduler
{
    /// <summary>Number of proposals it can use at all, such as a population's size; null for no end.</summary>
    int? Capacity { get; }

    /// <summary>Epochs between the checkpoints from which it may fork; null when it forks none.</summary>
    int? ForkInterval => null;

    /// <summary>The fidelity at which the next new proposal starts.</summary>
    Fidelity First { get; }

    /// <summary>Records a new trial and the fidelity it was given: a proposal, or a successor.</summary>
    /// <param name="trial">Its number.</param>
    /// <param name="configuration">Its hyperparameters.</param>
    /// <param name="fidelity">Where it is compared first.</param>
    /// <param name="parent">The trial whose place it takes; null for a proposal.</param>
    void Added(int trial, Configuration configuration, Fidelity fidelity, int? parent);

    /// <summary>Records a trial's values at an epoch, one for each objective.</summary>
    void Measured(int trial, int epoch, params ReadOnlySpan<double> values);

    /// <summary>Records that a trial was given leave to run up to an epoch.</summary>
    void Continued(int trial, int target);

    /// <summary>Records that a trial ended for good before the last rung: it is never promoted again.</summary>
    void Ended(int trial);

    /// <summary>Records that the space was widened: whoever makes configurations takes them from this one from now on.</summary>
    void Widened(SearchSpace space)
    {
    }

    /// <summary>What becomes of a trial whose measurement at its target was just recorded.</summary>
    /// <exception cref="ArgumentException">Nobody is compared at that epoch.</exception>
    SchedulerDecision Decide(int trial, int epoch);

    /// <summary>A waiting trial that may go on now, or a live one from which a successor is to be made; null when there is none.</summary>
    SchedulerDecision? Promotable();
}
