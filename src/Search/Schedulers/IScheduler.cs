namespace Search.Schedulers;

/// <summary>Decides how far a trial is trained before it is compared, and who may go on. Pure: no clock, no storage.</summary>
/// <remarks>
/// Every call but the two questions (<see cref="Decide"/>, <see cref="Promotable"/>) records what happened; recording the same history again,
/// as a replayed journal does, gives the same answers. Values are internal: lower is better, NaN is worst.
/// </remarks>
public interface IScheduler
{
    /// <summary>The epoch up to which a new trial runs before it is compared.</summary>
    int FirstTarget { get; }

    /// <summary>Records a trial's value at an epoch; epochs that are no rung are ignored.</summary>
    void Measured(int trial, int epoch, double value);

    /// <summary>Records that a trial was given leave to run up to an epoch.</summary>
    void Continued(int trial, int target);

    /// <summary>Records that a trial ended for good before the last rung: it is never promoted again.</summary>
    void Ended(int trial);

    /// <summary>What becomes of a trial whose measurement at its target was just recorded.</summary>
    /// <exception cref="ArgumentException">The epoch is no rung.</exception>
    SchedulerDecision Decide(int trial, int epoch);

    /// <summary>A waiting trial that may go on now, deepest rung first; null when there is none.</summary>
    SchedulerDecision? Promotable();
}
