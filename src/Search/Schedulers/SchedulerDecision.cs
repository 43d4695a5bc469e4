using Search.Experiments;

namespace Search.Schedulers;

/// <summary>A scheduler's word on one trial.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Action">Continue, pause or complete.</param>
/// <param name="Target">The epoch up to which it may run now.</param>
/// <param name="Reason">Why, with rung, rank and cut-off.</param>
public sealed record SchedulerDecision(int Trial, TrialAction Action, int Target, DecisionReason Reason);
