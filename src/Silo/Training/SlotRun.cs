using Search.Grains.Interfaces;
using Search.Objectives;

namespace Search.Silo.Training;

/// <summary>One attempt on a slot, from its start until its thread returns, or is given up.</summary>
internal sealed class SlotRun(TrialAssignment assignment, TimeProvider time) : IDisposable
{
    private readonly long started = time.GetTimestamp();
    private ITimer? alarm;
    private ITimer? grace;
    private volatile bool givenUp;

    public TrialAssignment Assignment => assignment;

    public RunControl Control { get; } = new();

    /// <summary>True once the slot gave its thread up: whatever that still does is refused.</summary>
    public bool IsGivenUp => givenUp;

    /// <summary>The failure of a run that was ended by its time-out; null when it was not.</summary>
    public RunFailed? TimedOut => assignment.Timeout is { } limit && Control.Signal == RunSignal.Abandon && time.GetElapsedTime(started) >= limit
        ? new RunFailed(FailureKind.TimedOut, $"ran longer than {limit}")
        : null;

    /// <summary>Calls back when the trial's time-out has passed; never without one.</summary>
    public void WatchTimeout(Action passed)
    {
        if (assignment.Timeout is { } limit)
            alarm = time.CreateTimer(_ => passed(), null, limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Calls back when so much time has passed; once, however often it is asked for.</summary>
    public void WatchGrace(TimeSpan limit, Action passed) => grace ??= time.CreateTimer(_ => passed(), null, limit, Timeout.InfiniteTimeSpan);

    /// <summary>Marks the end of an attempt whose thread has not ended.</summary>
    public void GiveUp()
    {
        givenUp = true;
        EndWatches();
        Control.Raise(RunSignal.Abandon);
    }

    public void Dispose() => EndWatches();

    private void EndWatches()
    {
        alarm?.Dispose();
        grace?.Dispose();
    }
}
