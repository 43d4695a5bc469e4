using System.Globalization;
using Search.Store.Bench;

// Usage: dotnet run -c Release --project bench/Store [FOLDER]; the folder's disk is measured, by default the temporary one's.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = Path.Combine(args.Length > 0 ? args[0] : Path.GetTempPath(), $"search-bench-{Environment.ProcessId}");
Directory.CreateDirectory(folder);
try
{
    // The raw rate is taken before and after: a shared disk's own rate wanders.
    var before = RawDisk.SyncsPerSecond(folder);
    var alone = await Appends.PerSecondAsync(folder, appenders: 1);
    var crowd = await Appends.PerSecondAsync(folder, appenders: 200);
    var after = RawDisk.SyncsPerSecond(folder);
    var raw = (before + after) / 2;
    Console.WriteLine($"disk: {before:F0} and {after:F0} confirmations/s (fdatasync of a 4 KiB overwrite, before and after)");
    Console.WriteLine($"1 appender: {alone:F0} appends/s = {alone / raw:F2} of the raw rate");
    Console.WriteLine($"200 appenders: {crowd:F0} appends/s = {crowd / raw:F1} times the raw rate");
    foreach (var rows in (int[])[1_000, 10_000, 100_000])
    {
        var (first, again, snapshot) = await Reads.MillisecondsAsync(folder, rows);
        Console.WriteLine($"read {rows} rows of 300 bytes: {first:F1} ms the first time, {again:F1} ms again; head and snapshot {snapshot:F1} ms");
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}
