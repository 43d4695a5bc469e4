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
        for (var round = 0; round < 5; round++)
        {
            var time = new Stopwatches();
            var failed = 0;
            foreach (var path in paths)
                failed += decoder.Decode(path, planes) is null ? 0 : 1;
            Console.WriteLine($"decoder alone, round {round}: {paths.Length} images ({failed} unreadable), {paths.Length / time.Processor.TotalSeconds:N0} images per CPU-second ({time.Wall.TotalSeconds:N2} s wall)");
        }

        var cache = Directory.CreateTempSubdirectory("search-bench-").FullName;
        try
        {
            for (var round = 0; round < 3; round++)
            {
                var time = new Stopwatches();
                using (var data = Dataset.Open(new DataSpec { Path = arguments[0], ImageSize = size }, 1, Path.Combine(cache, $"{round}"), null, CancellationToken.None))
                    Console.WriteLine($"cache built, round {round}: {data.Names.Count} images, {data.Names.Count / time.Processor.TotalSeconds:N0} images per CPU-second ({time.Wall.TotalSeconds:N2} s wall)");
            }
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }
}
