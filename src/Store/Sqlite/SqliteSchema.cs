using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Search.Store.Sqlite;

/// <summary>The tables of an experiment's file; step n leads from version n to version n + 1.</summary>
/// <remarks>A file's version is its <c>user_version</c>. Released steps are never edited: a change is a further step.</remarks>
internal sealed class SqliteSchema(IReadOnlyList<string> steps)
{
    public static SqliteSchema Current { get; } = new(
    [
        """
        CREATE TABLE journal (sequence INTEGER PRIMARY KEY, checksum INTEGER NOT NULL, payload BLOB NOT NULL);
        CREATE TABLE snapshot (id INTEGER PRIMARY KEY CHECK (id = 1), head INTEGER NOT NULL, pages INTEGER NOT NULL);
        CREATE TABLE page (number INTEGER PRIMARY KEY, checksum INTEGER NOT NULL, payload BLOB NOT NULL);
        """,
    ]);

    public int Version => steps.Count;

    public static int VersionOf(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Refuses a file of a newer version and one that is no experiment at all.</summary>
    public void Check(int version, string path)
    {
        if (version > Version)
            throw new StoreUnavailableException(
                $"{path} was written by a newer version of search (format {version}; this one reads up to {Version}): use that version, nothing was changed.");
        if (version < 1)
            throw new CorruptExperimentException($"{path} holds no experiment: it is empty or was cut off; restore it from a backup or delete the experiment.");
    }

    /// <summary>Brings a file to the current version in one transaction; a reader sees the old tables or the new ones.</summary>
    public void Migrate(SqliteConnection connection, int from)
    {
        if (from == Version)
            return;
        var script = string.Concat(steps.Skip(from).Select(step => step.TrimEnd().TrimEnd(';') + ";\n"));
        connection.Run(string.Create(CultureInfo.InvariantCulture, $"BEGIN IMMEDIATE;\n{script}PRAGMA user_version = {Version};\nCOMMIT"));
    }
}
