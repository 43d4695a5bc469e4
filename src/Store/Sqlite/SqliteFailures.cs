using Microsoft.Data.Sqlite;

namespace Search.Store.Sqlite;

/// <summary>Turns SQLite's result codes into sentences.</summary>
internal static class SqliteFailures
{
    // https://www.sqlite.org/rescode.html
    private const int Error = 1, Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    /// <summary>What the caller shall see instead of <paramref name="failure"/> on the file at <paramref name="path"/>.</summary>
    public static Exception Translate(SqliteException failure, string path) => failure.SqliteErrorCode switch
    {
        // A statement of ours that fails by itself means that tables are missing.
        Corrupt or NotADatabase or Error => new CorruptExperimentException(
            $"{path} is damaged ({failure.Message}); restore it from a backup or delete the experiment. Other experiments are not concerned.", failure),
        Full => Unavailable($"The disk is full: {path} could not grow; free some space and resume.", failure),
        ReadOnly => Unavailable($"{path} cannot be written: it or its folder is read-only; change the permissions and resume.", failure),
        CannotOpen => Unavailable($"{path} cannot be opened: check that its folder exists and that you may write there.", failure),
        Busy or Locked => Unavailable($"{path} is locked by another process that does not let go; try again, or end that process.", failure),
        InputOutput => Unavailable($"Reading or writing {path} failed (input/output error {failure.SqliteExtendedErrorCode}): check the disk and its free space, then resume.", failure),
        _ => Unavailable($"{path} cannot be used: {failure.Message}", failure),
    };

    /// <summary>What the caller shall see instead of a failure of the file system.</summary>
    public static StoreUnavailableException Translate(Exception failure, string path) =>
        Unavailable($"{path} cannot be used: {failure.Message}", failure);

    private static StoreUnavailableException Unavailable(string sentence, Exception failure) => new(sentence, failure);
}
