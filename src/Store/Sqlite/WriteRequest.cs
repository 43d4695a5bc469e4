namespace Search.Store.Sqlite;

/// <summary>One write waiting for the next transaction.</summary>
internal abstract class WriteRequest(CancellationToken cancellationToken)
{
    // Continuations must not run on the writer's thread: they would delay the next transaction.
    private readonly TaskCompletionSource<long> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? refusal;
    private long result;

    /// <summary>The head after this write, once it is durable.</summary>
    public Task<long> Done => completion.Task;

    /// <summary>True when the caller has given up before the write began; from then on it is carried out.</summary>
    public bool Cancelled()
    {
        if (!cancellationToken.IsCancellationRequested)
            return false;
        completion.TrySetCanceled(cancellationToken);
        return true;
    }

    public void Apply(WriteConnection connection)
    {
        refusal = Refusal(connection);
        if (refusal is null)
            Write(connection);
        result = connection.Head;
    }

    /// <summary>Tells the caller, after the commit: also a refusal may rest on rows of the same transaction.</summary>
    public void Complete()
    {
        if (refusal is null)
            completion.TrySetResult(result);
        else
            completion.TrySetException(refusal);
    }

    public void Fail(Exception exception) => completion.TrySetException(exception);

    /// <summary>Why this write must not be carried out on the present head, or null.</summary>
    protected abstract Exception? Refusal(WriteConnection connection);

    protected abstract void Write(WriteConnection connection);
}
