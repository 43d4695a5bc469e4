namespace Search.Store.Sqlite;

/// <summary>Where an experiment's file lies, and which names an experiment may have.</summary>
internal sealed class ExperimentFiles(string folder)
{
    private const string Extension = ".db";

    public string Folder { get; } = Path.GetFullPath(folder);

    public string PathOf(string experiment)
    {
        Check(experiment);
        return Path.Combine(Folder, experiment + Extension);
    }

    /// <summary>The files SQLite keeps beside an open journal; part of it as long as they exist.</summary>
    public static IEnumerable<string> Companions(string path) => [path + "-wal", path + "-shm"];

    public IReadOnlyList<string> List()
    {
        if (!Directory.Exists(Folder))
            return [];
        return [.. Directory.EnumerateFiles(Folder, "*" + Extension)
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(IsName)
            .Order(StringComparer.Ordinal)];
    }

    // A name becomes a file's name: nothing in it may lead out of the folder or hide the file.
    private static bool IsName(string experiment) =>
        experiment.Length is > 0 and <= 128 && experiment[0] is not ('-' or '.')
        && experiment.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static void Check(string experiment)
    {
        if (!IsName(experiment))
            throw new ArgumentException(
                $"\"{experiment}\" cannot name an experiment: use 1 to 128 letters, digits, '-', '_' and '.', starting with a letter, digit or '_'.", nameof(experiment));
    }
}
