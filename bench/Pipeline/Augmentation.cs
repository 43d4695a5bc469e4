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
            List<double> rates = [];
            for (var repeat = 0; repeat <= Repeats; repeat++)
            {
                var start = Cpu();
                for (var batch = 0; batch < Batches; batch++)
                {
                    using var scope = NewDisposeScope();
                    source.Take(repeat, batch);
                }
                rates.Add(Batches * batchSize / (Cpu() - start));
            }
            // The first round warms up.
            Console.WriteLine($"{name,-12} {size}x{size} batch {batchSize}, images per CPU-second: {Rounds.Describe(rates.Skip(1), "N0")}");
        }
    }

    /// <summary>CPU-seconds of this process so far.</summary>
    public static double Cpu() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
}
