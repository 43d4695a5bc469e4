using Microsoft.Data.Sqlite;

namespace Search.Store.Sqlite;

/// <summary>The writing side of one open experiment: prepared statements and the head inside the current transaction.</summary>
/// <remarks>Used by one thread. After any exception it must be disposed of: its transaction's state is unknown.</remarks>
internal sealed class WriteConnection : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand begin, commit, readHead, insertRow, readSnapshotHead, replaceSnapshot, deletePages, insertPage;

    public WriteConnection(ExperimentFile file)
    {
        connection = file.OpenToWrite();
        begin = connection.Prepared("BEGIN IMMEDIATE");
        commit = connection.Prepared("COMMIT");
        readHead = connection.Prepared("SELECT max(sequence) FROM journal");
        insertRow = connection.Prepared("INSERT INTO journal (sequence, checksum, payload) VALUES ($number, $checksum, $payload)", "$number", "$checksum", "$payload");
        readSnapshotHead = connection.Prepared("SELECT head FROM snapshot");
        replaceSnapshot = connection.Prepared("INSERT OR REPLACE INTO snapshot (id, head, pages) VALUES (1, $head, $pages)", "$head", "$pages");
        deletePages = connection.Prepared("DELETE FROM page");
        insertPage = connection.Prepared("INSERT INTO page (number, checksum, payload) VALUES ($number, $checksum, $payload)", "$number", "$checksum", "$payload");
    }

    /// <summary>The head as the transaction sees it, its own rows included.</summary>
    public long Head { get; private set; }

    /// <summary>Takes the write lock and reads the head, which another process may have moved.</summary>
    public void Begin()
    {
        begin.ExecuteNonQuery();
        Head = readHead.ExecuteScalar() as long? ?? 0;
    }

    /// <summary>Makes the transaction durable; returns after the disk's own confirmation.</summary>
    public void Commit() => commit.ExecuteNonQuery();

    public void Append(ReadOnlyMemory<byte> row)
    {
        Insert(insertRow, Head + 1, row);
        Head++;
    }

    public void ReplaceSnapshot(long head, IReadOnlyList<ReadOnlyMemory<byte>> pages)
    {
        // An older state that arrives late must not hide a newer one.
        if (readSnapshotHead.ExecuteScalar() is long stored && stored > head)
            return;
        deletePages.ExecuteNonQuery();
        replaceSnapshot.Parameters[0].Value = head;
        replaceSnapshot.Parameters[1].Value = pages.Count;
        replaceSnapshot.ExecuteNonQuery();
        for (var i = 0; i < pages.Count; i++)
            Insert(insertPage, i + 1, pages[i]);
    }

    public void Dispose()
    {
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[begin, commit, readHead, insertRow, readSnapshotHead, replaceSnapshot, deletePages, insertPage])
            command.Dispose();
        // Closing rolls back whatever is open.
        connection.Dispose();
    }

    private static void Insert(SqliteCommand command, long number, ReadOnlyMemory<byte> payload)
    {
        command.Parameters[0].Value = number;
        command.Parameters[1].Value = RowChecksum.Of(number, payload.Span);
        command.Parameters[2].Value = payload.ToArray();
        command.ExecuteNonQuery();
    }
}
