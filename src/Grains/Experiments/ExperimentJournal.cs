using Search.Experiments;
using Search.Store;

namespace Search.Grains.Experiments;

/// <summary>An experiment's open journal: events join the batch in flight, one append at a time, each expecting the head the last one left.</summary>
/// <remarks>Used from one grain's turns only. After a failed append memory is ahead of the store: every waiting and later call fails, and the grain must go.</remarks>
internal sealed class ExperimentJournal(IExperimentStore store, string experiment, long head, Action<Exception> onBroken)
{
    private List<ReadOnlyMemory<byte>> pending = [];
    private TaskCompletionSource nextBatch = NewBatch();
    private Task tail = Task.CompletedTask;
    private bool flushing;
    private Exception? broken;

    /// <summary>Appends the events; the task completes when they and all before them are durable. Without events: when all before are.</summary>
    public Task AppendAsync(IReadOnlyList<ExperimentEvent> events)
    {
        if (broken is not null)
            return Task.FromException(broken);
        if (events.Count == 0)
            return tail;
        foreach (var e in events)
            pending.Add(EventJson.Write(e));
        tail = nextBatch.Task;
        if (!flushing)
            _ = FlushAsync();
        return tail;
    }

    private async Task FlushAsync()
    {
        flushing = true;
        while (pending.Count > 0)
        {
            var (rows, batch) = (pending, nextBatch);
            (pending, nextBatch) = ([], NewBatch());
            try
            {
                head = await store.AppendAsync(experiment, head, rows, CancellationToken.None);
                batch.SetResult();
            }
            catch (Exception error) when (error is StoreUnavailableException or StaleHeadException or CorruptExperimentException or OperationCanceledException)
            {
                broken = error;
                batch.SetException(error);
                nextBatch.SetException(error);
                pending.Clear();
                onBroken(error);
            }
        }
        flushing = false;
    }

    private static TaskCompletionSource NewBatch()
    {
        var batch = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // A batch nobody waits for may fail without being an unobserved exception.
        _ = batch.Task.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return batch;
    }
}
