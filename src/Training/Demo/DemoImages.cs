using System.Globalization;
using Search.Randomness;
using Search.Training.Data;
using SkiaSharp;

namespace Search.Training.Demo;

/// <summary>Makes the labelled images that <c>search demo</c> learns from: six figures among clutter, 32 × 32 PNG files, the same ones from the same seed.</summary>
/// <remarks>The pictures were fixed before any search ran on them. A change of what is drawn raises <see cref="Version"/>.</remarks>
public static class DemoImages
{
    /// <summary>Version of the drawings, written into the folder.</summary>
    public const int Version = 1;

    private const string MarkName = "demo-images.txt";

    // Noise does not compress: anything slower gains nothing.
    private static readonly SKPngEncoderOptions Fast = new(SKPngEncoderFilterFlags.NoFilters, 1);

    /// <summary>Class names in the order of the labels.</summary>
    public static IReadOnlyList<string> Classes { get; } = [.. Shape.All.Select(shape => shape.Name)];

    /// <summary>Writes <c>train/&lt;class&gt;</c> and <c>test/&lt;class&gt;</c> below <paramref name="folder"/>. A folder that this wrote before with the same arguments is left as it is.</summary>
    /// <param name="folder">A folder that does not exist yet, or that this wrote.</param>
    /// <param name="seed">Decides every picture.</param>
    /// <param name="trainImages">Images in train, at least one per class; divided evenly between the classes.</param>
    /// <param name="testImages">Images in test, at least one per class.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <exception cref="BadDataException">The folder holds something else.</exception>
    /// <exception cref="IOException">The disk is full or not writable.</exception>
    public static void Write(string folder, ulong seed, int trainImages, int testImages, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trainImages, Classes.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(testImages, Classes.Count);
        folder = Path.GetFullPath(folder);
        var mark = string.Create(CultureInfo.InvariantCulture, $"Images drawn by search: version {Version}, seed {seed}, {trainImages} train, {testImages} test.\n");
        if (Path.Exists(folder))
        {
            var known = Path.Combine(folder, MarkName);
            if (File.Exists(known) && File.ReadAllText(known) == mark)
                return;
            throw new BadDataException($"{folder} exists already and does not hold these demo images: name another folder, or remove it.");
        }
        // Drawn beside and renamed when complete: a folder of this name is whole.
        var drawing = $"{folder}.{Path.GetRandomFileName()}";
        try
        {
            WriteSplit(Path.Combine(drawing, "train"), Seeds.Derive(seed, "demo.train"), trainImages, cancellationToken);
            WriteSplit(Path.Combine(drawing, "test"), Seeds.Derive(seed, "demo.test"), testImages, cancellationToken);
            File.WriteAllText(Path.Combine(drawing, MarkName), mark);
            Directory.Move(drawing, folder);
        }
        finally
        {
            if (Directory.Exists(drawing))
                Directory.Delete(drawing, recursive: true);
        }
    }

    private static void WriteSplit(string folder, ulong seed, int images, CancellationToken cancellationToken)
    {
        foreach (var name in Classes)
            Directory.CreateDirectory(Path.Combine(folder, name));
        // Few enough at a time that a machine at work stays responsive; each picture has its own seed, so the order is free.
        Parallel.For(0, images, new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, image =>
        {
            var label = image % Classes.Count;
            var pixels = DemoPicture.Draw(Shape.All[label].Distance, Seeds.Derive(seed, "picture", image));
            using var bitmap = SKImage.FromPixelCopy(new SKImageInfo(DemoPicture.Size, DemoPicture.Size, SKColorType.Rgba8888, SKAlphaType.Opaque), pixels);
            using var raster = bitmap.PeekPixels();
            using var file = File.Create(Path.Combine(folder, Classes[label], string.Create(CultureInfo.InvariantCulture, $"{image / Classes.Count:D4}.png")));
            raster.Encode(file, Fast);
        });
    }
}
