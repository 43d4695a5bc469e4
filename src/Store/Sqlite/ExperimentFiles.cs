namespace Search.Store.Sqlite;

/// <summary>Where an experiment's file lies.</summary>
internal sealed class ExperimentFiles(string folder)
{
    private const string Extension = ".db";

    public string Folder { get; } = Path.GetFullPath(folder);

    public string PathOf(string experiment)
    {
        ExperimentName.Check(experiment);
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
            .Where(ExperimentName.IsName)
            .Order(StringComparer.Ordinal)];
    }
}
