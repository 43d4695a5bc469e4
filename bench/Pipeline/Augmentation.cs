using System.Diagnostics;
using Search.Training.Augmentation;
using Search.Training.Loop;
using Search.Training.Settings;
using static TorchSharp.torch;

namespace Search.Bench.Pipeline;

/// <summary>Images a batch source delivers per CPU-second on one thread: gathered, converted and augmented. Goal: 15,000 at 32×32 with everything on.</summary>
internal static class Augmentation
{
    private const int Batches = 40;
    private const int Repeats = 7;

    private static readonly (string Name, AugmentationSettings Settings)[] Cases =
    [
        ("nothing", AugmentationSettings.None),
        ("flip", new() { HorizontalFlip = true }),
        ("colours", new() { ChannelShift = 20, Brightness = 0.1, Contrast = 0.1 }),
        ("cutout", new() { Cutout = 0.3 }),
        ("geometry", new() { Rotation = 15, WidthShift = 0.1, HeightShift = 0.1, Zoom = 0.1, Shear = 0.1, HorizontalFlip = true }),
        ("everything", new()
        {
            Rotation = 15, WidthShift = 0.1, HeightShift = 0.1, Zoom = 0.1, Shear = 0.1, HorizontalFlip = true,
            ChannelShift = 20, Brightness = 0.1, Contrast = 0.1, Cutout = 0.3,
        }),
    ];

    /// <summary>Arguments: image size (32) and batch size (128).</summary>
    public static void Run(string[] args)
    {
        var size = args.Length > 0 ? int.Parse(args[0]) : 32;
        var batchSize = args.Length > 1 ? int.Parse(args[1]) : 128;
        set_num_threads(1);
        var data = new RandomImages(Batches * batchSize, size);
        foreach (var (name, settings) in Cases)
        {
            var source = new BatchSource(data, Batches * batchSize, 1, new TrainingSettings { BatchSize = batchSize, Augmentation = settings }, CPU);
            var best = 0.0;
            for (var repeat = 0; repeat <= Repeats; repeat++)
            {
                var start = Cpu();
                for (var batch = 0; batch < Batches; batch++)
                {
                    using var scope = NewDisposeScope();
                    source.Take(repeat, batch);
                }
                // The first round warms up.
                best = repeat == 0 ? 0 : Math.Max(best, Batches * batchSize / (Cpu() - start));
            }
            Console.WriteLine(FormattableString.Invariant($"{name,-12} {size}x{size} batch {batchSize}: {best,9:F0} images per CPU-second (best of {Repeats})"));
        }
    }

    /// <summary>CPU-seconds of this process so far.</summary>
    public static double Cpu() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
}
