namespace Search.Store;

/// <summary>The experiments' journals: append-only, one writer at a time by compare-and-set on the head.</summary>
/// <remarks>
/// A journal's rows are numbered 1, 2, 3 … without gaps; the head is the last number, 0 for an empty journal. Every implementation passes
/// the same conformance suite, <c>ExperimentStoreContract</c>. All members are safe for concurrent use.
/// </remarks>
public interface IExperimentStore : IAsyncDisposable
{
    /// <summary>Creates an empty journal.</summary>
    /// <returns>False when the identifier is taken: choose another.</returns>
    Task<bool> TryCreateAsync(string experiment, CancellationToken cancellationToken);

    /// <summary>The head of a journal, or null when there is no such experiment.</summary>
    Task<long?> HeadAsync(string experiment, CancellationToken cancellationToken);

    /// <summary>Appends all rows or none; durable (survives power loss) when the task completes.</summary>
    /// <returns>The new head.</returns>
    /// <exception cref="StaleHeadException">The head is not <paramref name="expectedHead"/>: another writer was here, nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">
    /// Disk full, not writable or the server out of reach: nothing was written. A server's answer can also be lost after it wrote; the
    /// sentence then says that the outcome is unknown. Either way the next append with the same head is safe: it writes the rows once,
    /// or finds the head moved.
    /// </exception>
    Task<long> AppendAsync(string experiment, long expectedHead, IReadOnlyList<ReadOnlyMemory<byte>> rows, CancellationToken cancellationToken);

    /// <summary>The durable rows after a sequence number, in order, as of the call.</summary>
    /// <exception cref="CorruptExperimentException">This experiment's data are damaged; others are not concerned.</exception>
    IAsyncEnumerable<JournalRow> ReadAsync(string experiment, long after, CancellationToken cancellationToken);

    /// <summary>Keeps a compact state as of <paramref name="head"/>, replacing an older one; all its pages or none.</summary>
    Task SaveSnapshotAsync(string experiment, long head, IReadOnlyList<ReadOnlyMemory<byte>> pages, CancellationToken cancellationToken);

    /// <summary>The newest snapshot, or null when there is none.</summary>
    Task<ExperimentSnapshot?> ReadSnapshotAsync(string experiment, CancellationToken cancellationToken);

    /// <summary>Identifiers of all experiments, in ordinal order.</summary>
    Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Removes a journal with its snapshots; nothing happens when there is none.</summary>
    Task DeleteAsync(string experiment, CancellationToken cancellationToken);
}
