using Search.Experiments;

namespace Search.Schedulers;

/// <summary>A scheduler's word on one trial.</summary>
/// <param name="Trial">The trial; the parent where there is a <see cref="Successor"/>.</param>
/// <param name="Action">Continue, pause, stop or complete.</param>
/// <param name="Target">The epoch up to which it, or its successor, may run now.</param>
/// <param name="Reason">Why, with rung, rank and cut-off.</param>
public sealed record SchedulerDecision(int Trial, TrialAction Action, int Target, DecisionReason Reason)
{
    /// <summary>Not null when a new trial is to be made from this one; the trial itself then stays as it is.</summary>
    public Successor? Successor { get; init; }
}
