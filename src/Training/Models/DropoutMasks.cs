using Search.Randomness;
using static TorchSharp.torch;

namespace Search.Training.Models;

/// <summary>The generator of one trial's dropout masks, set anew for every batch.</summary>
/// <remarks>
/// Torch's own dropout draws from one generator per process, where trials on other threads draw too. Setting the seed from
/// (run seed, epoch, batch) makes the masks a pure function of the place in the run: nothing has to be saved to resume.
/// </remarks>
internal sealed class DropoutMasks(ulong runSeed, Device device) : IDisposable
{
    private readonly Generator generator = new(runSeed, device);

    /// <summary>Goes to the masks of one batch; to be called before its forward pass.</summary>
    public void Seek(int epoch, int batch) => generator.manual_seed(unchecked((long)Seeds.Derive(runSeed, "dropout", epoch, batch)));

    /// <summary>A mask of 0 and 1/(1−p), like <paramref name="units"/> in shape and device.</summary>
    public Tensor Next(Tensor units, double dropped) => empty_like(units).bernoulli_(1 - dropped, generator).mul_(1 / (1 - dropped));

    /// <inheritdoc/>
    public void Dispose() => generator.Dispose();
}
