using Search.Experiments;
using Search.Grains.Interfaces;
using Search.Store;

namespace Search.Grains.Experiments;

/// <summary>An experiment's open journal: events join the batch in flight, one append at a time, each expecting the head the last one left.</summary>
/// <remarks>
/// Used from one grain's turns only. Events that nobody waits for linger until others leave or <see cref="Linger"/> has passed: an append of
/// their own would only make those that somebody waits for queue behind it. After a failed append memory is ahead of the store: every waiting
/// and later call fails, and the grain must go.
/// </remarks>
internal sealed class ExperimentJournal(IExperimentStore store, string experiment, long head, TimeProvider time, Action<Exception> onBroken)
{
    /// <summary>Long against an append, short against an epoch; what is lost with the process meanwhile is sent again from its checkpoint.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(20);

    private List<ReadOnlyMemory<byte>> pending = [];
    private TaskCompletionSource nextBatch = NewBatch();
    private Task tail = Task.CompletedTask;
    private bool hasAwaited;
    private bool flushing;
    private bool lingering;
    private JournalUnavailableException? broken;

    /// <summary>The last durable row.</summary>
    public long Head => head;

    /// <summary>True when nothing waits to be made durable.</summary>
    public bool IsDurable => tail.IsCompletedSuccessfully;

    /// <summary>Appends the events; the task completes when they and all before them are durable. Without events: when all before are.</summary>
    /// <param name="events">What happened, in order.</param>
    /// <param name="awaited">True when somebody waits for them; false lets them linger.</param>
    /// <returns>Fails with <see cref="JournalUnavailableException"/>.</returns>
    public Task AppendAsync(IReadOnlyList<ExperimentEvent> events, bool awaited)
    {
        if (broken is not null)
            return Task.FromException(broken);
        foreach (var e in events)
            pending.Add(EventJson.Write(e));
        if (events.Count > 0)
            tail = nextBatch.Task;
        hasAwaited |= awaited && pending.Count > 0;
        Start();
        return tail;
    }

    /// <summary>
    /// Makes sure that nobody else writes to the journal: for a moment after a silo has left there may be a second activation, and one of the two remembers too little to turn anybody away.
    /// </summary>
    /// <exception cref="JournalUnavailableException">Somebody does, or the store does not answer.</exception>
    public async Task ConfirmAsync()
    {
        while (true)
        {
            await AppendAsync([], awaited: true);
            var known = head;
            var stored = await StoredAsync();
            if (broken is not null)
                throw broken;
            // An append of our own that succeeded meanwhile proves the same.
            if (stored == known || head != known)
                return;
            if (flushing || pending.Count > 0)
                continue; // one of our own may have been stored already
            Break(new StaleHeadException($"{experiment} has {stored} rows, but {known} are known here: another activation writes to it."));
            throw broken!;
        }
    }

    private async Task<long?> StoredAsync()
    {
        try
        {
            return await store.HeadAsync(experiment, CancellationToken.None);
        }
        catch (StoreUnavailableException error)
        {
            throw new JournalUnavailableException(error.Message);
        }
    }

    private void Start()
    {
        if (flushing || pending.Count == 0)
            return;
        if (hasAwaited)
            _ = FlushAsync();
        else if (!lingering)
            _ = LingerAsync();
    }

    private async Task LingerAsync()
    {
        lingering = true;
        await Task.Delay(Linger, time);
        (lingering, hasAwaited) = (false, pending.Count > 0);
        Start();
    }

    private async Task FlushAsync()
    {
        flushing = true;
        while (hasAwaited && pending.Count > 0)
        {
            var (rows, batch) = (pending, nextBatch);
            (pending, nextBatch, hasAwaited) = ([], NewBatch(), false);
            try
            {
                head = await store.AppendAsync(experiment, head, rows, CancellationToken.None);
                batch.SetResult();
            }
            // The loop's edge: whatever went wrong, nobody may wait for this journal any longer.
            catch (Exception error)
            {
                Break(error);
                batch.SetException(broken!);
            }
        }
        flushing = false;
        Start();
    }

    private void Break(Exception error)
    {
        broken = new JournalUnavailableException(error.Message);
        nextBatch.TrySetException(broken);
        pending.Clear();
        onBroken(error);
    }

    private static TaskCompletionSource NewBatch()
    {
        var batch = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // A batch nobody waits for may fail without being an unobserved exception.
        _ = batch.Task.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return batch;
    }
}
