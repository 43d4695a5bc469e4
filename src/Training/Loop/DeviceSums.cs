using Search.Training.Checkpoints;
using static TorchSharp.torch;

namespace Search.Training.Loop;

/// <summary>An epoch's sums, kept on the device so that adding to them does not wait for it.</summary>
internal sealed class DeviceSums(Device device) : IDisposable
{
    private readonly Tensor loss = zeros(1, ScalarType.Float64, device).DetachFromDisposeScope();
    private readonly Tensor correct = zeros(1, ScalarType.Int64, device).DetachFromDisposeScope();

    /// <summary>Sum of the losses over the images; waits for the device.</summary>
    public double Loss => loss.item<double>();

    /// <summary>Correct answers; waits for the device.</summary>
    public long Correct => correct.item<long>();

    /// <summary>Images seen.</summary>
    public long Images { get; private set; }

    /// <summary>Adds a batch's mean loss and its correct answers.</summary>
    public void Add(Tensor meanLoss, Tensor correctAnswers, int images)
    {
        loss.add_(meanLoss.to(ScalarType.Float64), alpha: images);
        correct.add_(correctAnswers);
        Images += images;
    }

    /// <summary>Sets all sums.</summary>
    public void Set(EpochSums sums)
    {
        loss.fill_(sums.Loss);
        correct.fill_(sums.Correct);
        Images = sums.Images;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        loss.Dispose();
        correct.Dispose();
    }
}
