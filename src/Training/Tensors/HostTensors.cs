using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Search.Training.Tensors;

/// <summary>Tensors in Torch's own memory, filled from and read into managed spans.</summary>
/// <remarks>
/// Torch's allocator aligns to 64 bytes. A tensor over a managed array is aligned as the collector likes, and matrix
/// libraries round differently by alignment: that would break bit-exact replay.
/// </remarks>
internal static class HostTensors
{
    /// <summary>A float32 tensor of this shape with these values.</summary>
    public static Tensor From(ReadOnlySpan<float> values, params long[] shape) => Filled(values, ScalarType.Float32, shape);

    /// <summary>A one-dimensional int64 tensor.</summary>
    public static Tensor From(ReadOnlySpan<long> values) => Filled(values, ScalarType.Int64, [values.Length]);

    /// <summary>A tensor of any type from its raw bytes.</summary>
    public static Tensor FromBytes(ReadOnlySpan<byte> bytes, ScalarType type, params long[] shape) => Filled(bytes, type, shape);

    /// <summary>The raw bytes of a tensor on any device.</summary>
    public static byte[] Bytes(Tensor tensor)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().contiguous().bytes.ToArray();
    }

    private static Tensor Filled<T>(ReadOnlySpan<T> values, ScalarType type, long[] shape)
        where T : unmanaged
    {
        var tensor = empty(shape, type);
        MemoryMarshal.AsBytes(values).CopyTo(tensor.bytes);
        return tensor;
    }
}
