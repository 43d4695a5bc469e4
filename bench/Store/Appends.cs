using System.Diagnostics;
using Search.Store.Sqlite;

namespace Search.Store.Bench;

/// <summary>Durable appends of one row of 300 bytes.</summary>
internal static class Appends
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(4);

    /// <summary>Appends per second of several appenders that share one head, as the reports of many trials do in one experiment's grain.</summary>
    public static async Task<double> PerSecondAsync(string folder, int appenders)
    {
        var experiment = $"append{appenders}";
        await using var store = new SqliteExperimentStore(folder);
        await store.TryCreateAsync(experiment, default);
        await store.AppendAsync(experiment, 0, [new byte[300]], default);
        var (head, gate, clock) = (1L, new Lock(), Stopwatch.StartNew());

        async Task AppendAsync()
        {
            while (clock.Elapsed < Length)
            {
                Task<long> append;
                // The order of the queue is the order of the heads.
                lock (gate)
                    append = store.AppendAsync(experiment, head++, [new byte[300]], default);
                await append;
            }
        }

        await Task.WhenAll(Enumerable.Range(0, appenders).Select(_ => Task.Run(AppendAsync)));
        return (head - 1) / clock.Elapsed.TotalSeconds;
    }
}
