using Search.Experiments;
using Search.Training.Data;
using Search.Training.Data.Caching;
using Search.Training.Data.Folders;

namespace Search.Bench.Pipeline;

/// <summary>Time to open a current cache: the manifest check (listing the folder), and everything after it.</summary>
internal static class Open
{
    public static void Run(string[] arguments)
    {
        if (arguments.Length == 0)
            throw new ArgumentException("Usage: open FOLDER, where FOLDER holds train/<class>/*.");
        var spec = new DataSpec { Path = arguments[0], LimitTrain = 10_000 };
        var cache = Directory.CreateTempSubdirectory("search-bench-").FullName;
        try
        {
            using (Dataset.Open(spec, 1, cache, null, CancellationToken.None))
                Console.WriteLine("cache built");
            List<double> checks = [], opens = [];
            for (var round = 0; round < 16; round++)
            {
                var check = new Stopwatches();
                var scan = FolderScan.Of(spec.Path, CancellationToken.None);
                var listed = check.Wall.TotalMilliseconds;

                var open = new Stopwatches();
                var entry = new PixelCache(cache, scan.Root, spec.ImageSize).Open(scan, null, CancellationToken.None);
                var found = open.Wall.TotalMilliseconds;
                using var data = Dataset.From(spec, 1, scan, entry);
                var split = open.Wall.TotalMilliseconds - found;

                var map = new Stopwatches();
                var rows = data.Pixels.shape[0];
                checks.Add(listed);
                opens.Add(found + split + map.Wall.TotalMilliseconds);
                Console.WriteLine(
                    $"round {round}: {scan.Images.Count} images; manifest check {listed:N0} ms; cache opened in {opens[^1]:N1} ms "
                    + $"(table {found:N1}, splits {split:N1}, mapping {map.Wall.TotalMilliseconds:N1}; {rows} rows)");
            }
            // The first round loads Torch.
            Console.WriteLine($"manifest check, ms: {Rounds.Describe(checks.Skip(1), "N0")}");
            Console.WriteLine($"cache opened, ms: {Rounds.Describe(opens.Skip(1), "N1")}");
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }
}
