using Search.Training.Tensors;
using static TorchSharp.torch;

namespace Search.Training.Checkpoints;

/// <summary>One tensor's content, by name.</summary>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Dimensions; empty for a single number.</param>
/// <param name="Bytes">Elements in row order, little-endian.</param>
internal sealed record Blob(ScalarType Type, long[] Shape, byte[] Bytes)
{
    /// <summary>A copy of a tensor on any device.</summary>
    public static Blob Of(Tensor tensor) => new(tensor.dtype, tensor.shape, HostTensors.Bytes(tensor));

    /// <summary>Writes the content into a tensor of the same type and shape.</summary>
    /// <exception cref="InvalidDataException">The tensor has another type or shape.</exception>
    public void CopyTo(Tensor tensor, string name)
    {
        if (tensor.dtype != Type || !tensor.shape.SequenceEqual(Shape))
        {
            throw new InvalidDataException(
                $"{name} is {Type} [{string.Join(", ", Shape)}] in the checkpoint, but {tensor.dtype} [{string.Join(", ", tensor.shape)}] in this model.");
        }
        using var guard = no_grad();
        using var copy = HostTensors.FromBytes(Bytes, Type, Shape);
        tensor.copy_(copy);
    }
}
