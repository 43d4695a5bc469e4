using Microsoft.Data.Sqlite;

namespace Search.Store.Sqlite;

/// <summary>The one writer of an experiment in this process: a thread of its own, which commits all waiting writes together.</summary>
/// <remarks>
/// Group commit: while the disk confirms one transaction, the next writes queue up and share the following one. So the number of
/// confirmations per second is the disk's own, and the number of appends grows with the number of appenders.
/// </remarks>
internal sealed class ExperimentWriter
{
    private const int MostRequests = 4096;

    private readonly ExperimentFile file;
    private readonly TimeSpan idle;
    // An object, not a Lock: the thread waits on it.
    private readonly object gate = new();
    private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<WriteRequest> waiting = [];
    private bool closed;

    /// <param name="file">The experiment's file.</param>
    /// <param name="idle">After so long without work the thread ends and the file is closed; a later write starts another writer.</param>
    public ExperimentWriter(ExperimentFile file, TimeSpan idle)
    {
        this.file = file;
        this.idle = idle;
        new Thread(Run) { IsBackground = true, Name = "journal " + Path.GetFileNameWithoutExtension(file.Path) }.Start();
    }

    /// <summary>Queues a write; false when the writer has closed and another one is needed.</summary>
    public bool TryEnqueue(WriteRequest request)
    {
        lock (gate)
        {
            if (closed)
                return false;
            waiting.Add(request);
            Monitor.Pulse(gate);
            return true;
        }
    }

    /// <summary>Carries out what is queued, closes the file and completes.</summary>
    public Task CloseAsync()
    {
        lock (gate)
        {
            closed = true;
            Monitor.Pulse(gate);
        }
        return finished.Task;
    }

    private void Run()
    {
        WriteConnection? connection = null;
        var batch = new List<WriteRequest>();
        while (Next(batch))
            Commit(batch, ref connection);
        Close(ref connection);
        finished.SetResult();
    }

    private bool Next(List<WriteRequest> batch)
    {
        batch.Clear();
        lock (gate)
        {
            while (waiting.Count == 0 && !closed)
            {
                if (!Monitor.Wait(gate, idle) && waiting.Count == 0)
                    closed = true;
            }
            batch.AddRange(waiting.Take(MostRequests));
            waiting.RemoveRange(0, batch.Count);
            return batch.Count > 0;
        }
    }

    private void Commit(List<WriteRequest> batch, ref WriteConnection? connection)
    {
        batch.RemoveAll(request => request.Cancelled());
        if (batch.Count == 0)
            return;
        try
        {
            connection ??= new WriteConnection(file);
            connection.Begin();
            foreach (var request in batch)
                request.Apply(connection);
            connection.Commit();
        }
        catch (SqliteException failure)
        {
            Fail(batch, SqliteFailures.Translate(failure, file.Path), ref connection);
            return;
        }
        // The loop's edge: whatever went wrong belongs to the waiting callers, and the thread must live on for the next ones.
        catch (Exception failure)
        {
            Fail(batch, failure, ref connection);
            return;
        }
        foreach (var request in batch)
            request.Complete();
    }

    private static void Fail(List<WriteRequest> batch, Exception failure, ref WriteConnection? connection)
    {
        Close(ref connection);
        foreach (var request in batch)
            request.Fail(failure);
    }

    // Closing tidies the journal's companion files up; what it cannot do now the next opening does.
    private static void Close(ref WriteConnection? connection)
    {
        connection?.Dispose();
        connection = null;
    }
}
