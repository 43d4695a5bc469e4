using Search.Store;

namespace Search.Silo.Tests;

/// <summary>Hands everything on to another store; tests disturb a member of it.</summary>
internal class PassingStore(IExperimentStore inner) : IExperimentStore
{
    public virtual Task<long> AppendAsync(string experiment, long expectedHead, IReadOnlyList<ReadOnlyMemory<byte>> rows, CancellationToken cancellationToken) =>
        inner.AppendAsync(experiment, expectedHead, rows, cancellationToken);

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
