namespace Search.Store.Sqlite;

/// <summary>A compact state to keep instead of the former one.</summary>
internal sealed class SnapshotRequest(string experiment, long head, IReadOnlyList<ReadOnlyMemory<byte>> pages, CancellationToken cancellationToken)
    : WriteRequest(cancellationToken)
{
    protected override Exception? Refusal(WriteConnection connection) => head <= connection.Head
        ? null
        : new ArgumentException(
            $"A snapshot as of row {head} cannot be kept: the journal of {experiment} ends at row {connection.Head}.");

    protected override void Write(WriteConnection connection) => connection.ReplaceSnapshot(head, pages);
}
