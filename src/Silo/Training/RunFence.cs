using System.Collections.Concurrent;

namespace Search.Silo.Training;

/// <summary>Keeps a silo that was given up without knowing it from writing where its trials' successors write by now.</summary>
/// <remarks>
/// An experiment starts an attempt anew when it has not heard of it for a lease. A slot that has had no answer from its experiment for a third of that time does
/// not know whether it still counts, and waits for one before it touches what attempts share.
/// </remarks>
/// <param name="lease">The lease; null for none.</param>
/// <param name="time">A clock that goes on while the process stands still.</param>
internal sealed class RunFence(TimeSpan? lease, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<string, long> answered = new(StringComparer.Ordinal);

    /// <summary>The time, to be taken before an experiment is asked.</summary>
    public long Now() => time.GetTimestamp();

    /// <summary>The experiment has answered, and may have told attempts to end.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="asked">When it was asked: an answer may have waited in this process while that stood still.</param>
    public void Answered(string experiment, long asked) => answered.AddOrUpdate(experiment, asked, (_, before) => Math.Max(before, asked));

    /// <summary>Waits until an answer is young enough.</summary>
    /// <returns>False when the attempt is told to end before.</returns>
    public bool Wait(string experiment, RunControl run)
    {
        while (lease is { } length && !(answered.TryGetValue(experiment, out var at) && time.GetElapsedTime(at) < length / 3))
            if (run.WaitAsync(Pause).GetAwaiter().GetResult())
                return false;
        return true;
    }
}
