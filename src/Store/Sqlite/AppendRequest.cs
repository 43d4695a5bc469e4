namespace Search.Store.Sqlite;

/// <summary>Rows to append after an expected head.</summary>
internal sealed class AppendRequest(string experiment, long expectedHead, IReadOnlyList<ReadOnlyMemory<byte>> rows, CancellationToken cancellationToken)
    : WriteRequest(cancellationToken)
{
    protected override Exception? Refusal(WriteConnection connection) => connection.Head == expectedHead
        ? null
        : new StaleHeadException(
            $"The journal of {experiment} ends at row {connection.Head}, but row {expectedHead} was expected: another writer was here; read the new rows and decide again.");

    protected override void Write(WriteConnection connection)
    {
        foreach (var row in rows)
            connection.Append(row);
    }
}
