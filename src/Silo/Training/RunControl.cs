using Search.Objectives;

namespace Search.Silo.Training;

/// <summary>The signal of one running attempt: set from any thread, polled by its own.</summary>
internal sealed class RunControl : IRunControl
{
    private readonly TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile int signal;

    public RunSignal Signal => (RunSignal)signal;

    /// <summary>Asks for more than before; a suspension does not take an abandonment back.</summary>
    public void Raise(RunSignal wanted)
    {
        int seen;
        do
        {
            seen = signal;
        }
        while (seen < (int)wanted && Interlocked.CompareExchange(ref signal, (int)wanted, seen) != seen);
        changed.TrySetResult();
    }

    /// <summary>Waits for a signal, at most so long; true when there is one.</summary>
    public async Task<bool> WaitAsync(TimeSpan atMost)
    {
        await Task.WhenAny(changed.Task, Task.Delay(atMost));
        return changed.Task.IsCompleted;
    }
}
