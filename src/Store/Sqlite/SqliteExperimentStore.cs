using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Search.Store.Sqlite;

/// <summary>One SQLite file per experiment in a folder: write-ahead log, synchronous = FULL, one writer per open experiment.</summary>
/// <remarks>
/// Appends of one experiment that wait at the same time share one transaction and so one confirmation by the disk. Reading opens
/// the file read-only, from any process, beside the writer. A damaged file concerns its own experiment only. A call for an
/// experiment that does not exist throws <see cref="KeyNotFoundException"/> unless its description says otherwise.
/// </remarks>
public sealed class SqliteExperimentStore : IExperimentStore
{
    // Few enough that a page is a few megabytes at most, many enough that the hand-over costs nothing.
    private const int RowsPerPage = 4096;
    private static readonly TimeSpan UsualIdle = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, ExperimentWriter> writers = new(StringComparer.Ordinal);
    private readonly ExperimentFiles files;
    private readonly SqliteSchema schema;
    private readonly TimeSpan idle;
    private readonly Action<SqliteConnection>? writable;
    private volatile bool disposed;

    /// <summary>A store in <paramref name="folder"/>, which the first experiment creates. Opening costs nothing.</summary>
    public SqliteExperimentStore(string folder) : this(folder, SqliteSchema.Current, UsualIdle, writable: null)
    {
    }

    internal SqliteExperimentStore(string folder, SqliteSchema schema, TimeSpan idle, Action<SqliteConnection>? writable)
    {
        files = new ExperimentFiles(folder);
        this.schema = schema;
        this.idle = idle;
        this.writable = writable;
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The folder cannot be written.</exception>
    public Task<bool> TryCreateAsync(string experiment, CancellationToken cancellationToken)
    {
        var file = FileOf(experiment);
        return Task.Run(() => Guarded(file, () =>
        {
            Directory.CreateDirectory(files.Folder);
            return file.TryCreate();
        }), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long?> HeadAsync(string experiment, CancellationToken cancellationToken)
    {
        var file = FileOf(experiment);
        return Task.Run(() => Guarded(file, () => Existing(file, reader => (long?)reader.Head())), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> AppendAsync(string experiment, long expectedHead, IReadOnlyList<ReadOnlyMemory<byte>> rows, CancellationToken cancellationToken) =>
        Enqueue(experiment, new AppendRequest(experiment, expectedHead, rows, cancellationToken));

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalRow> ReadAsync(string experiment, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var file = FileOf(experiment);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        using var reader = await Task.Run(() => Guarded(file, () => new ReadConnection(file)), cancellationToken);
        var head = await Task.Run(() => Guarded(file, reader.Head), cancellationToken);
        while (after < head)
        {
            var from = after;
            var rows = await Task.Run(() => Guarded(file, () => reader.Rows(from, head, RowsPerPage)), cancellationToken);
            foreach (var row in rows)
                yield return row;
            after += rows.Count;
        }
    }

    /// <inheritdoc/>
    /// <remarks>A snapshot older than the stored one changes nothing.</remarks>
    /// <exception cref="ArgumentException"><paramref name="head"/> lies after the journal's.</exception>
    public Task SaveSnapshotAsync(string experiment, long head, IReadOnlyList<ReadOnlyMemory<byte>> pages, CancellationToken cancellationToken) =>
        Enqueue(experiment, new SnapshotRequest(experiment, head, pages, cancellationToken));

    /// <inheritdoc/>
    /// <remarks>Also null for a damaged snapshot: the journal alone holds everything.</remarks>
    public Task<ExperimentSnapshot?> ReadSnapshotAsync(string experiment, CancellationToken cancellationToken)
    {
        var file = FileOf(experiment);
        return Task.Run(() => Guarded(file, () => Existing(file, reader => reader.Snapshot())), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) =>
        Task.Run(() => Guarded(files.Folder, files.List), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Nobody else may write to the experiment meanwhile.</remarks>
    public async Task DeleteAsync(string experiment, CancellationToken cancellationToken)
    {
        var file = FileOf(experiment);
        if (writers.TryRemove(experiment, out var writer))
            await writer.CloseAsync();
        await Task.Run(() => Guarded(file, () => Delete(file.Path)), cancellationToken);
    }

    /// <summary>Carries out the queued appends and closes all files.</summary>
    public async ValueTask DisposeAsync()
    {
        disposed = true;
        foreach (var writer in writers.Values)
            await writer.CloseAsync();
    }

    private ExperimentFile FileOf(string experiment) => new(files.PathOf(experiment), schema, writable);

    private Task<long> Enqueue(string experiment, WriteRequest request)
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            var writer = writers.GetOrAdd(experiment, name => new ExperimentWriter(FileOf(name), idle));
            if (writer.TryEnqueue(request))
                return request.Done;
            writers.TryRemove(KeyValuePair.Create(experiment, writer));
        }
    }

    private static bool Delete(string path)
    {
        // The journal first, by one atomic step: without it its companions mean nothing, the other way round they would be lost rows.
        if (File.Exists(path))
        {
            var grave = $"{path}.{Guid.NewGuid():N}.deleted";
            File.Move(path, grave);
            File.Delete(grave);
        }
        foreach (var companion in ExperimentFiles.Companions(path))
            File.Delete(companion);
        return true;
    }

    private static T? Existing<T>(ExperimentFile file, Func<ReadConnection, T?> read)
    {
        if (!File.Exists(file.Path))
            return default;
        using var reader = new ReadConnection(file);
        return read(reader);
    }

    private static T Guarded<T>(ExperimentFile file, Func<T> action) => Guarded(file.Path, action);

    private static T Guarded<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException failure)
        {
            throw SqliteFailures.Translate(failure, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw SqliteFailures.Translate(failure, path);
        }
    }
}
