using System.Diagnostics;
using Search.Store.Sqlite;

namespace Search.Store.Bench;

/// <summary>Durable appends of one row of 300 bytes by several appenders that share one head, as the reports of many trials do in one experiment.</summary>
internal sealed class Appends : IAsyncDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(0.4);

    private readonly SqliteExperimentStore store;
    private readonly string experiment;
    private readonly int appenders;
    private readonly Lock gate = new();
    private long head;

    private Appends(SqliteExperimentStore store, string experiment, int appenders) => (this.store, this.experiment, this.appenders) = (store, experiment, appenders);

    public static async Task<Appends> StartAsync(string folder, int appenders)
    {
        var appends = new Appends(new SqliteExperimentStore(folder), $"append{appenders}", appenders);
        await appends.store.TryCreateAsync(appends.experiment, default);
        await appends.PerSecondAsync();
        return appends;
    }

    public async Task<double> PerSecondAsync()
    {
        var (before, clock) = (head, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, appenders).Select(_ => Task.Run(() => AppendAsync(clock))));
        return (head - before) / clock.Elapsed.TotalSeconds;
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async Task AppendAsync(Stopwatch clock)
    {
        while (clock.Elapsed < Turn)
        {
            Task<long> append;
            // The order of the queue is the order of the heads.
            lock (gate)
                append = store.AppendAsync(experiment, head++, [new byte[300]], default);
            await append;
        }
    }
}
