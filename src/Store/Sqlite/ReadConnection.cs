using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Search.Store.Sqlite;

/// <summary>The reading side of one experiment. Every call is a transaction of its own, so that no reader keeps the writer's log from being emptied.</summary>
internal sealed class ReadConnection(ExperimentFile file) : IDisposable
{
    private const string RowsAfter = "SELECT sequence, checksum, payload FROM journal WHERE sequence > ?1 AND sequence <= ?2 ORDER BY sequence LIMIT ?3";

    private readonly SqliteConnection connection = file.OpenToRead();

    public long Head()
    {
        using var command = connection.Prepared("SELECT max(sequence) FROM journal");
        return command.ExecuteScalar() as long? ?? 0;
    }

    /// <summary>Rows after <paramref name="after"/> and up to <paramref name="upTo"/>, at most <paramref name="most"/>, checked to be whole and without gaps.</summary>
    public List<JournalRow> Rows(long after, long upTo, int most)
    {
        // Past the data reader, which costs more per row than SQLite itself.
        var db = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(db, RowsAfter, out var statement), db);
        using var disposed = statement;
        raw.sqlite3_bind_int64(statement, 1, after);
        raw.sqlite3_bind_int64(statement, 2, upTo);
        raw.sqlite3_bind_int64(statement, 3, most);
        var rows = new List<JournalRow>((int)Math.Min(most, Math.Max(0, upTo - after)));
        int step;
        while ((step = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
        {
            var sequence = raw.sqlite3_column_int64(statement, 0);
            var payload = raw.sqlite3_column_blob(statement, 2).ToArray();
            if (sequence != after + rows.Count + 1)
                throw Damaged($"row {after + rows.Count + 1} is missing");
            if (raw.sqlite3_column_int64(statement, 1) != RowChecksum.Of(sequence, payload))
                throw Damaged($"row {sequence} has been altered");
            rows.Add(new JournalRow(sequence, payload));
        }
        if (step != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(step, db);
        if (rows.Count < Math.Min(most, upTo - after))
            throw Damaged($"row {after + rows.Count + 1} is missing");
        return rows;
    }

    /// <summary>The snapshot, or null when there is none or it is damaged: the journal alone holds everything.</summary>
    public ExperimentSnapshot? Snapshot()
    {
        // Head and pages in one statement: they must be of the same snapshot.
        using var command = connection.Prepared(
            "SELECT head, pages, number, checksum, payload FROM snapshot LEFT JOIN page ON true ORDER BY number");
        using var reader = command.ExecuteReader();
        var pages = new List<ReadOnlyMemory<byte>>();
        var (head, expected) = (-1L, 0L);
        while (reader.Read())
        {
            (head, expected) = (reader.GetInt64(0), reader.GetInt64(1));
            if (reader.IsDBNull(2))
                break;
            var payload = reader.GetFieldValue<byte[]>(4);
            if (reader.GetInt64(2) != pages.Count + 1 || reader.GetInt64(3) != RowChecksum.Of(pages.Count + 1, payload))
                return null;
            pages.Add(payload);
        }
        return head >= 0 && pages.Count == expected ? new ExperimentSnapshot(head, pages) : null;
    }

    public void Dispose() => connection.Dispose();

    private CorruptExperimentException Damaged(string what) =>
        new($"{file.Path} is damaged: {what}; restore it from a backup or delete the experiment. Other experiments are not concerned.");
}
