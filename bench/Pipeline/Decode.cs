using Search.Experiments;
using Search.Training.Data;
using Search.Training.Data.Decoding;
using Search.Training.Data.Folders;

namespace Search.Bench.Pipeline;

/// <summary>Images decoded per CPU-second: the decoder alone on one thread, and a whole cache build.</summary>
internal static class Decode
{
    public static void Run(string[] arguments)
    {
        if (arguments.Length == 0)
            throw new ArgumentException("Usage: decode FOLDER [size], where FOLDER holds train/<class>/*.");
        var size = arguments.Length > 1 ? int.Parse(arguments[1], null) : 32;
        var scan = FolderScan.Of(arguments[0], CancellationToken.None);
        string[] paths = [.. scan.Images.Take(20_000).Select(image => Path.Combine(scan.Root, image.File.Name))];
        var planes = new byte[3 * size * size];
        using var decoder = new ImageDecoder(size);
        List<double> rates = [];
        for (var round = 0; round < 10; round++)
        {
            var time = new Stopwatches();
            var failed = 0;
            foreach (var path in paths)
                failed += decoder.Decode(path, planes) is null ? 0 : 1;
            rates.Add(paths.Length / time.Processor.TotalSeconds);
            Console.WriteLine($"decoder alone, round {round}: {paths.Length} images ({failed} unreadable), {rates[^1]:N0} images per CPU-second ({time.Wall.TotalSeconds:N2} s wall)");
        }
        // The first round warms up: the compiler's time and the first look at the files are in it.
        Console.WriteLine($"decoder alone, images per CPU-second: {Rounds.Describe(rates.Skip(1), "N0")}");

        rates.Clear();
        var cache = Directory.CreateTempSubdirectory("search-bench-").FullName;
        try
        {
            for (var round = 0; round < 6; round++)
            {
                var time = new Stopwatches();
                using (var data = Dataset.Open(new DataSpec { Path = arguments[0], ImageSize = size }, 1, Path.Combine(cache, $"{round}"), null, CancellationToken.None))
                    rates.Add(data.Names.Count / time.Processor.TotalSeconds);
                Console.WriteLine($"cache built, round {round}: {rates[^1]:N0} images per CPU-second ({time.Wall.TotalSeconds:N2} s wall)");
                Directory.Delete(Path.Combine(cache, $"{round}"), recursive: true);
            }
            Console.WriteLine($"cache built, images per CPU-second: {Rounds.Describe(rates.Skip(1), "N0")}");
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }
}
