using Search.Randomness;
using Search.Training.Augmentation;
using Search.Training.Data;
using Search.Training.Settings;
using Search.Training.Tensors;
using static TorchSharp.torch;

namespace Search.Training.Loop;

/// <summary>The training images of a run, shuffled anew for every epoch, batch by batch.</summary>
/// <remarks>
/// The order is a pure function of (run seed, epoch), the alterations of (run seed, epoch, batch). A last batch that is not full is
/// kept, unless it has a single image, of which batch normalization could compute no spread.
/// </remarks>
internal sealed class BatchSource(IImageData data, int images, ulong runSeed, TrainingSettings settings, Device device)
{
    private readonly Augmenter augmenter = new(settings.Augmentation);
    private readonly int[] order = new int[images];
    private int ordered = -1;

    /// <summary>Number of batches of every epoch.</summary>
    public int Batches { get; } = images / settings.BatchSize + (images % settings.BatchSize > 1 ? 1 : 0);

    /// <summary>One batch, altered, on the device; belongs to the caller's dispose scope.</summary>
    /// <param name="epoch">Counted from 0.</param>
    /// <param name="batch">Counted from 0.</param>
    public Batch Take(int epoch, int batch)
    {
        Order(epoch);
        var start = batch * settings.BatchSize;
        var chosen = order.AsSpan(start, Math.Min(settings.BatchSize, images - start));
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var pixels = Pixels(data, chosen, device);
        var random = new SearchRandom(Seeds.Derive(runSeed, "augmentation", epoch, batch));
        return new Batch(
            augmenter.Apply(pixels, random).MoveToOuterDisposeScope(),
            Labels(data, chosen, device).MoveToOuterDisposeScope(),
            chosen.Length);
    }

    /// <summary>Images by their indices: uint8, on the device.</summary>
    public static Tensor Pixels(IImageData data, ReadOnlySpan<int> chosen, Device device)
    {
        var indices = new long[chosen.Length];
        for (var i = 0; i < chosen.Length; i++)
            indices[i] = chosen[i];
        using var index = HostTensors.From(indices);
        using var gathered = data.Pixels.index_select(0, index);
        return gathered.to(device);
    }

    /// <summary>Labels by the images' indices: int64, on the device.</summary>
    public static Tensor Labels(IImageData data, ReadOnlySpan<int> chosen, Device device)
    {
        var labels = new long[chosen.Length];
        for (var i = 0; i < chosen.Length; i++)
            labels[i] = data.Labels[chosen[i]];
        using var host = HostTensors.From(labels);
        return host.to(device);
    }

    private void Order(int epoch)
    {
        if (ordered == epoch)
            return;
        for (var i = 0; i < images; i++)
            order[i] = data.Train[i];
        // Our own Fisher–Yates: the framework's shuffle may change with its version.
        var random = new SearchRandom(Seeds.Derive(runSeed, "order", epoch));
        for (var i = images - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        ordered = epoch;
    }
}
