using Search.Experiments;
using Search.Objectives;
using Search.Silo.Training;

namespace Search.Silo.Tests;

/// <summary>An objective that says when it was started, and then waits until the test ends.</summary>
internal sealed class HeldSource : IObjectiveSource, IObjective, IDisposable
{
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<RunSignal> second = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim released = new();
    private int evaluations;

    public Task Started => started.Task;

    /// <summary>The signal that the second evaluation found at its start.</summary>
    public Task<RunSignal> Second => second.Task;

    public int Evaluations => Volatile.Read(ref evaluations);

    public IObjective For(ExperimentCreated created, string device) => this;

    public string? CheckpointFolder(ExperimentCreated created, int trial) => null;

    public ITrialRecord? Record(ExperimentCreated created, TrialPlan plan, int trial) => null;

    public IEnumerable<RunEvent> Evaluate(TrialRequest request, IRunControl control)
    {
        if (Interlocked.Increment(ref evaluations) == 2)
            second.TrySetResult(control.Signal);
        started.TrySetResult();
        released.Wait();
        yield break;
    }

    public void Dispose() => released.Set();
}
