using Search.Store;

namespace Search.Silo.Tests;

/// <summary>A store of which chosen appends fail: before anything was written, or after, when only the confirmation is lost.</summary>
internal sealed class FailingStore(IExperimentStore inner, Func<int, FailingStore.Fate> fate) : IExperimentStore
{
    private readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int appends;

    public enum Fate
    {
        Kept,
        Refused,
        KeptUnconfirmed,
    }

    /// <summary>Number of appends that did not go well.</summary>
    public int Failures { get; private set; }

    /// <summary>Completes at the first of them.</summary>
    public Task Failed => failed.Task;

    public async Task<long> AppendAsync(string experiment, long expectedHead, IReadOnlyList<ReadOnlyMemory<byte>> rows, CancellationToken cancellationToken)
    {
        var decided = fate(++appends);
        if (decided != Fate.Kept)
        {
            Failures++;
            failed.TrySetResult();
        }
        if (decided == Fate.Refused)
            throw new StoreUnavailableException("The disk is full.");
        var head = await inner.AppendAsync(experiment, expectedHead, rows, cancellationToken);
        return decided == Fate.KeptUnconfirmed ? throw new StoreUnavailableException("The server went away.") : head;
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
