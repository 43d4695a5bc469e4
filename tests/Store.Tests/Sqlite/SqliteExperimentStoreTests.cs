using Search.Store.Sqlite;

namespace Search.Store.Tests.Sqlite;

/// <summary>The SQLite store keeps every promise of the contract.</summary>
public sealed class SqliteExperimentStoreTests : ExperimentStoreContract, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override IExperimentStore Open() => new SqliteExperimentStore(folder.At("experiments"));

    protected override IExperimentStore OpenAfterKill()
    {
        // The index of the log is shared memory: it dies with the process, the files do not.
        var copy = Directory.CreateDirectory(folder.At("copy")).FullName;
        foreach (var file in Directory.EnumerateFiles(folder.At("experiments")).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return new SqliteExperimentStore(copy);
    }
}
