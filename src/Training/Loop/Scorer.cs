using System.Runtime.InteropServices;
using Search.Training.Data;
using static TorchSharp.torch;

namespace Search.Training.Loop;

/// <summary>Scores a model in evaluation mode on images as they are.</summary>
internal sealed class Scorer(IImageData data, Device device)
{
    // A pure function of the image size: the batch size may show in the last bits of a loss.
    private readonly int batchSize = (int)Math.Clamp(250 * 32 * 32 / (data.Pixels.shape[2] * data.Pixels.shape[3]), 10, 250);

    /// <summary>Scores the model; null when <paramref name="goOn"/> said no between two batches.</summary>
    /// <param name="network">Whose model; in training mode again afterwards.</param>
    /// <param name="images">Indices of labelled images.</param>
    /// <param name="probabilities">Whether to keep every class's probability.</param>
    /// <param name="goOn">Asked before every batch.</param>
    public Scores? Score(Network network, ReadOnlySpan<int> images, bool probabilities, Func<bool> goOn)
    {
        var classes = data.Classes.Count;
        var scores = new Scores(images.Length) { Probabilities = probabilities ? new float[images.Length * classes] : null };
        using var guard = no_grad();
        network.Model.eval();
        try
        {
            for (var start = 0; start < images.Length; start += batchSize)
            {
                if (!goOn())
                    return null;
                Score(network, images.Slice(start, Math.Min(batchSize, images.Length - start)), scores, start);
            }
        }
        finally
        {
            network.Model.train();
        }
        return scores;
    }

    private void Score(Network network, ReadOnlySpan<int> chosen, Scores scores, int start)
    {
        using var scope = NewDisposeScope();
        var images = BatchSource.Pixels(data, chosen, device).to(ScalarType.Float32).mul_(1f / 255);
        var logits = network.Model.forward(images);
        var labels = BatchSource.Labels(data, chosen, device);
        Read<float>(nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.None)).CopyTo(scores.Losses.AsSpan(start));
        var predicted = Read<long>(logits.argmax(1));
        for (var i = 0; i < chosen.Length; i++)
        {
            scores.Predicted[start + i] = (int)predicted[i];
            if (predicted[i] == data.Labels[chosen[i]])
                scores.Correct[(start + i) / 8] |= (byte)(1 << ((start + i) % 8));
        }
        if (scores.Probabilities is { } probabilities)
            Read<float>(nn.functional.softmax(logits, 1)).CopyTo(probabilities.AsSpan(start * data.Classes.Count));
    }

    private static Span<T> Read<T>(Tensor tensor)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.cpu().contiguous().bytes);
}
