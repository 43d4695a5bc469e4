using System.Threading.Channels;
using Search.Experiments;
using Search.Store.Home;
using Search.Store.Sqlite;

namespace Search.Client.Tests.Processes;

/// <summary>Waits for what another process writes into an experiment's journal; the file system tells when to look.</summary>
internal sealed class JournalWatch : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly Channel<bool> news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly FileSystemWatcher watcher;
    private readonly HomeFolder home;

    public JournalWatch(HomeFolder home)
    {
        this.home = home;
        home.Create();
        watcher = new FileSystemWatcher(home.Experiments) { NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.FileName };
        watcher.Changed += (_, _) => news.Writer.TryWrite(true);
        watcher.Created += (_, _) => news.Writer.TryWrite(true);
        watcher.Renamed += (_, _) => news.Writer.TryWrite(true);
        watcher.EnableRaisingEvents = true;
    }

    /// <summary>Waits until the journal of the experiment whose identifier begins so is as wished.</summary>
    public async Task<List<ExperimentEvent>> UntilAsync(string name, Func<List<ExperimentEvent>, bool> reached)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var journal = new List<ExperimentEvent>();
        try
        {
            while (!reached(journal = await ReadAsync(name)))
                await news.Reader.ReadAsync(deadline.Token);
            return journal;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"After {Deadline} the journal of {name} has {journal.Count} rows and is not as expected; the last is {journal.LastOrDefault()}.");
        }
    }

    /// <summary>The journal as it is; empty for an experiment that is not there.</summary>
    public async Task<List<ExperimentEvent>> ReadAsync(string name)
    {
        await using var store = new SqliteExperimentStore(home.Experiments);
        var events = new List<ExperimentEvent>();
        if ((await store.ListAsync(CancellationToken.None)).SingleOrDefault(id => id.StartsWith(name, StringComparison.Ordinal)) is { } known)
            await foreach (var row in store.ReadAsync(known, 0, CancellationToken.None))
                events.Add(EventJson.Read(row.Payload.Span));
        return events;
    }

    public void Dispose() => watcher.Dispose();
}
