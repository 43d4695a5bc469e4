namespace Search.Objectives;

/// <summary>What is optimised: runs one attempt of a trial as a synchronous stream of events.</summary>
/// <remarks>
/// Evaluate is enumerated on one dedicated thread from start to end, never across an await: Torch's dispose scopes
/// and thread counts belong to the thread. Between two elements the caller may wait for a decision; disposing the enumerator ends
/// the attempt. A diverged or crashed training is a <see cref="RunFailed"/> element, not an exception.
/// </remarks>
public interface IObjective
{
    /// <summary>Runs the trial from where it stands until its last epoch, a suspension or a failure.</summary>
    /// <param name="request">What to run and from where.</param>
    /// <param name="control">Polled between batches: whether to go on.</param>
    IEnumerable<RunEvent> Evaluate(TrialRequest request, IRunControl control);
}
