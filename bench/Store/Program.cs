using System.Globalization;
using Search.Store.Bench;

// Usage: dotnet run -c Release --project bench/Store [FOLDER]; the folder's disk is measured, by default the temporary one's.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = Path.Combine(args.Length > 0 ? args[0] : Path.GetTempPath(), $"search-bench-{Environment.ProcessId}");
Directory.CreateDirectory(folder);
try
{
    // In turns, and the median of the turns: a shared disk's own rate wanders within seconds.
    var (raw, alone, crowd) = (new List<double>(), new List<double>(), new List<double>());
    await using (var one = await Appends.StartAsync(folder, appenders: 1))
    await using (var many = await Appends.StartAsync(folder, appenders: 200))
    {
        for (var turn = 0; turn < 15; turn++)
        {
            raw.Add(RawDisk.SyncsPerSecond(folder));
            alone.Add(await one.PerSecondAsync());
            crowd.Add(await many.PerSecondAsync());
        }
    }
    Console.WriteLine($"disk: {Median(raw):F0} confirmations/s ({raw.Min():F0} to {raw.Max():F0}; fdatasync of a 4 KiB overwrite)");
    Console.WriteLine($"1 appender: {Median(alone):F0} appends/s = {Median(alone.Zip(raw, (a, b) => a / b)):F2} of the raw rate");
    Console.WriteLine($"200 appenders: {Median(crowd):F0} appends/s = {Median(crowd.Zip(raw, (a, b) => a / b)):F1} times the raw rate");
    foreach (var rows in (int[])[1_000, 10_000, 100_000])
    {
        var (first, again, processor, snapshot) = await Reads.MillisecondsAsync(folder, rows);
        Console.WriteLine($"read {rows} rows of 300 bytes: {first:F1} ms the first time, {again:F1} ms the best of ten more ({processor:F1} ms of processor time); head and snapshot {snapshot:F1} ms");
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static double Median(IEnumerable<double> values)
{
    double[] sorted = [.. values.Order()];
    return sorted[sorted.Length / 2];
}
