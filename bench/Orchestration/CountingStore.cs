using Search.Store;

namespace Search.Bench.Orchestration;

/// <summary>Counts appends: each is one transaction, one synchronous write of the log.</summary>
internal sealed class CountingStore(IExperimentStore inner) : IExperimentStore
{
    private long appends;
    private long rows;

    public long Appends => Interlocked.Read(ref appends);

    public long Rows => Interlocked.Read(ref rows);

    public Task<long> AppendAsync(string experiment, long expectedHead, IReadOnlyList<ReadOnlyMemory<byte>> rows, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref appends);
        Interlocked.Add(ref this.rows, rows.Count);
        return inner.AppendAsync(experiment, expectedHead, rows, cancellationToken);
    }

    public Task<bool> TryCreateAsync(string experiment, CancellationToken cancellationToken) => inner.TryCreateAsync(experiment, cancellationToken);

    public Task<long?> HeadAsync(string experiment, CancellationToken cancellationToken) => inner.HeadAsync(experiment, cancellationToken);

    public IAsyncEnumerable<JournalRow> ReadAsync(string experiment, long after, CancellationToken cancellationToken) => inner.ReadAsync(experiment, after, cancellationToken);

    public Task SaveSnapshotAsync(string experiment, long head, IReadOnlyList<ReadOnlyMemory<byte>> pages, CancellationToken cancellationToken) =>
        inner.SaveSnapshotAsync(experiment, head, pages, cancellationToken);

    public Task<ExperimentSnapshot?> ReadSnapshotAsync(string experiment, CancellationToken cancellationToken) => inner.ReadSnapshotAsync(experiment, cancellationToken);

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

    public Task DeleteAsync(string experiment, CancellationToken cancellationToken) => inner.DeleteAsync(experiment, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
