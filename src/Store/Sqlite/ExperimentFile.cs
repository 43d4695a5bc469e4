using Microsoft.Data.Sqlite;

namespace Search.Store.Sqlite;

/// <summary>Opens the connections to one experiment's file.</summary>
/// <param name="path">The file.</param>
/// <param name="schema">The tables it shall have.</param>
/// <param name="writable">Called with every new writing connection; a test limits the disk here.</param>
internal sealed class ExperimentFile(string path, SqliteSchema schema, Action<SqliteConnection>? writable)
{
    // Patience with another process that holds the write lock; a commit takes milliseconds.
    private const int BusyMilliseconds = 5_000;

    public string Path => path;

    /// <summary>Makes an empty journal under another name and moves it here; false when the name is taken.</summary>
    public bool TryCreate()
    {
        // A journal's companion without the journal is what an interrupted deletion leaves: SQLite would replay it into a new file.
        if (File.Exists(path) || ExperimentFiles.Companions(path).Any(File.Exists))
            return false;
        var draft = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            using (var connection = Connect(draft, SqliteOpenMode.ReadWriteCreate))
            {
                connection.Run("PRAGMA journal_mode = WAL");
                connection.Run("PRAGMA synchronous = FULL");
                schema.Migrate(connection, from: 0);
            }
            File.Move(draft, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>A connection that may write, its file migrated to the current version.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file.</exception>
    public SqliteConnection OpenToWrite()
    {
        var connection = Open(SqliteOpenMode.ReadWrite);
        try
        {
            connection.Run("PRAGMA synchronous = FULL");
            var version = SqliteSchema.VersionOf(connection);
            schema.Check(version, path);
            schema.Migrate(connection, version);
            writable?.Invoke(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection that only reads, beside a writer in this or another process.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file.</exception>
    public SqliteConnection OpenToRead()
    {
        var connection = Open(SqliteOpenMode.ReadOnly);
        try
        {
            var version = SqliteSchema.VersionOf(connection);
            schema.Check(version, path);
            if (version == schema.Version)
                return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        connection.Dispose();
        OpenToWrite().Dispose();
        return Open(SqliteOpenMode.ReadOnly);
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        if (!File.Exists(path))
            throw Missing();
        return Connect(path, mode);
    }

    private KeyNotFoundException Missing() =>
        new($"There is no experiment \"{System.IO.Path.GetFileNameWithoutExtension(path)}\" in {System.IO.Path.GetDirectoryName(path)}.");

    private static SqliteConnection Connect(string file, SqliteOpenMode mode)
    {
        // Not pooled: a pool may hand on a connection whose transaction is still open after a failed commit.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = BusyMilliseconds / 1000,
        }.ToString());
        try
        {
            connection.Open();
            connection.Run(FormattableString.Invariant($"PRAGMA busy_timeout = {BusyMilliseconds}"));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
