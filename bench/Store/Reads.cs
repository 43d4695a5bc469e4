using System.Diagnostics;
using Search.Store.Sqlite;

namespace Search.Store.Bench;

/// <summary>Reading a whole journal, as a reading command does, with a store of its own.</summary>
internal static class Reads
{
    public static async Task<(double First, double Again, double Processor, double Snapshot)> MillisecondsAsync(string folder, int rows)
    {
        var experiment = $"read{rows}";
        await using (var writer = new SqliteExperimentStore(folder))
        {
            await writer.TryCreateAsync(experiment, default);
            await writer.AppendAsync(experiment, 0, [.. Enumerable.Range(0, rows).Select(_ => (ReadOnlyMemory<byte>)new byte[300])], default);
            await writer.SaveSnapshotAsync(experiment, rows, [new byte[100_000]], default);
        }
        var first = await ReadAsync(folder, experiment);
        const int times = 10;
        var (again, before) = (double.PositiveInfinity, Environment.CpuUsage.TotalTime);
        for (var i = 0; i < times; i++)
            again = Math.Min(again, await ReadAsync(folder, experiment));
        var processor = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / times;
        await using var store = new SqliteExperimentStore(folder);
        var clock = Stopwatch.StartNew();
        _ = await store.HeadAsync(experiment, default);
        _ = await store.ReadSnapshotAsync(experiment, default);
        return (first, again, processor, clock.Elapsed.TotalMilliseconds);
    }

    private static async Task<double> ReadAsync(string folder, string experiment)
    {
        var clock = Stopwatch.StartNew();
        await using var store = new SqliteExperimentStore(folder);
        await foreach (var _ in store.ReadAsync(experiment, 0, default))
        {
        }
        return clock.Elapsed.TotalMilliseconds;
    }
}
