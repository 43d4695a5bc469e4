using Search.Experiments;
using Search.Training.Data;
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
            for (var round = 0; round < 6; round++)
            {
                var check = new Stopwatches();
                var images = FolderScan.Of(spec.Path, CancellationToken.None).Images.Count;
                var checkMilliseconds = check.Wall.TotalMilliseconds;

                var all = new Stopwatches();
                using var data = Dataset.Open(spec, 1, cache, null, CancellationToken.None);
                var openMilliseconds = all.Wall.TotalMilliseconds;
                var map = new Stopwatches();
                var rows = data.Pixels.shape[0];
                Console.WriteLine(
                    $"round {round}: {images} images, folder listed in {checkMilliseconds:N0} ms; listed and opened in {openMilliseconds:N0} ms, "
                    + $"so opened in about {openMilliseconds - checkMilliseconds:N0} ms; {rows} rows mapped in {map.Wall.TotalMilliseconds:N1} ms");
            }
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }
}
