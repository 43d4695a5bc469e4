using System.Runtime.InteropServices;
using Search.Randomness;
using static TorchSharp.torch;

namespace Search.Training.Models;

/// <summary>The dropout masks of one trial, drawn anew for every batch.</summary>
/// <remarks>
/// Torch's own dropout draws from one generator per process, where trials on other threads draw too. Deriving the seed from
/// (run seed, epoch, batch) makes the masks a pure function of the place in the run: nothing has to be saved to resume.
/// On the CPU they come from our generator, 16 bits a unit, which is some ten times faster than Torch's Mersenne twister; on other devices from theirs.
/// </remarks>
internal sealed class DropoutMasks : IDisposable
{
    private readonly ulong runSeed;
    private readonly Generator? onDevice;
    private SearchRandom random;

    /// <summary>Starts at the first batch.</summary>
    public DropoutMasks(ulong runSeed, Device device)
    {
        this.runSeed = runSeed;
        random = new SearchRandom(runSeed);
        onDevice = device.type == TorchSharp.DeviceType.CPU ? null : new Generator(runSeed, device);
        Seek(0, 0);
    }

    /// <summary>Goes to the masks of one batch; to be called before its forward pass.</summary>
    public void Seek(int epoch, int batch)
    {
        var seed = Seeds.Derive(runSeed, "dropout", epoch, batch);
        random = new SearchRandom(seed);
        onDevice?.manual_seed(unchecked((long)seed));
    }

    /// <summary>A mask of 0 and 1/(1−p), like <paramref name="units"/> in shape, layout and device; p is rounded to a multiple of 2⁻¹⁶.</summary>
    public Tensor Next(Tensor units, double dropped)
    {
        var kept = (float)(1 / (1 - dropped));
        if (onDevice is not null)
            return empty_like(units).bernoulli_(1 - dropped, onDevice).mul_(kept);
        using var flat = empty(units.numel(), ScalarType.Float32);
        Fill(MemoryMarshal.Cast<byte, float>(flat.bytes), (ushort)Math.Round(dropped * 65536), kept);
        // The same layout as the units', where that has no gaps: multiplying two layouts is slow.
        var (shape, strides) = (units.shape, units.stride());
        var extent = 1 + shape.Zip(strides, (size, stride) => (size - 1) * stride).Sum();
        return extent == units.numel() ? flat.as_strided(shape, strides) : flat.view(shape);
    }

    /// <inheritdoc/>
    public void Dispose() => onDevice?.Dispose();

    private void Fill(Span<float> mask, ushort threshold, float kept)
    {
        var bits = 0UL;
        for (var i = 0; i < mask.Length; i++)
        {
            bits = i % 4 == 0 ? random.NextUInt64() : bits >> 16;
            mask[i] = (ushort)bits < threshold ? 0 : kept;
        }
    }
}
