using Search.Training.Hardware;
using Search.Training.Loop;
using Search.Training.Settings;
using static TorchSharp.torch;

namespace Search.Bench.Pipeline;

/// <summary>Images that each model trains on per CPU-second on one thread: forward, backward and Adam, without data loading.</summary>
internal static class Models
{
    private const int Steps = 10;
    private const int Repeats = 5;

    /// <summary>Arguments: image size (32) and batch size (64).</summary>
    public static void Run(string[] args)
    {
        var size = args.Length > 0 ? int.Parse(args[0]) : 32;
        var batchSize = args.Length > 1 ? int.Parse(args[1]) : 64;
        set_num_threads(1);
        HostMemory.KeepFreed();
        foreach (var (model, width) in new[] { ("linear", 1.0), ("mlp", 1), ("cnn", 0.5), ("cnn", 0.75), ("cnn", 1), ("vgg", 0.5), ("vgg", 1) })
        {
            using var network = new Network(new TrainingSettings { Model = model, ModelWidth = width, Dropout = 0.2 }, 10, size, 1, CPU);
            using var images = rand(batchSize, 3, size, size);
            using var labels = arange(batchSize).remainder(10);
            var best = 0.0;
            for (var repeat = 0; repeat <= Repeats; repeat++)
            {
                var start = Augmentation.Cpu();
                for (var step = 0; step < Steps; step++)
                {
                    using var scope = NewDisposeScope();
                    network.Step(new Batch(images, labels, batchSize), 1e-3, repeat, step);
                }
                best = repeat == 0 ? 0 : Math.Max(best, Steps * batchSize / (Augmentation.Cpu() - start));
            }
            Console.WriteLine(FormattableString.Invariant($"{model,-7} width {width,4} {size}x{size} batch {batchSize}: {best,7:F0} images per CPU-second (best of {Repeats})"));
        }
    }
}
