namespace Search.Silo.Tests.Training;

/// <summary>A clock that the test moves; timers that come due are called back by the one who moves it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock guard = new();
    private readonly List<Timer> timers = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource Set)> awaited = [];
    private TimeSpan now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (guard)
            return now.Ticks;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (guard)
        {
            var timer = new Timer(this, () => callback(state)) { Due = now + dueTime };
            timers.Add(timer);
            foreach (var (_, set) in awaited.Where(wait => wait.Due == dueTime))
                set.TrySetResult();
            return timer;
        }
    }

    /// <summary>Completes when a timer for so long is set from now on.</summary>
    public Task TimerAsync(TimeSpan due)
    {
        lock (guard)
        {
            var set = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited.Add((due, set));
            return set.Task;
        }
    }

    /// <summary>Moves the clock, then calls back what has come due.</summary>
    public void Advance(TimeSpan by)
    {
        Timer[] due;
        lock (guard)
        {
            now += by;
            due = [.. timers.Where(timer => timer.Due <= now)];
            timers.RemoveAll(timer => timer.Due <= now);
        }
        foreach (var timer in due)
            timer.Call();
    }

    private sealed class Timer(ManualTime owner, Action callback) : ITimer
    {
        public TimeSpan Due { get; set; }

        public void Call() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("Slots set a timer once.");

        public void Dispose()
        {
            lock (owner.guard)
                owner.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
