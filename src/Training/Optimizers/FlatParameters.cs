using static TorchSharp.torch;

namespace Search.Training.Optimizers;

/// <summary>All weights of a model laid end to end in one tensor, and all gradients in another; the model's own tensors become views of them.</summary>
/// <remarks>
/// An optimizer step is then a handful of native calls whatever the number of layers. Weights that decay come first (those with
/// two dimensions or more), the others after: scales and shifts of batch normalization and biases are never decayed, as
/// pulling a scale to zero changes the effective learning rate rather than the function.
/// </remarks>
internal sealed class FlatParameters : IDisposable
{
    /// <summary>Every weight starts at a multiple of 64 bytes: matrix libraries are faster there and round the same way.</summary>
    private const long Alignment = 16;

    /// <summary>Moves a model's parameters into flat buffers on the device they are on.</summary>
    public FlatParameters(nn.Module model)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var parameters = model.named_parameters().Select(pair => pair.parameter).OrderBy(parameter => parameter.dim() < 2).ToArray();
        DecayedLength = parameters.Where(parameter => parameter.dim() >= 2).Sum(Padded);
        var length = parameters.Sum(Padded);
        Weights = zeros(length, device: parameters[0].device).DetachFromDisposeScope();
        Gradients = zeros_like(Weights).DetachFromDisposeScope();
        var start = 0L;
        foreach (var parameter in parameters)
        {
            var view = Weights.narrow(0, start, parameter.numel()).view(parameter.shape);
            view.copy_(parameter);
            parameter.set_(view);
            parameter.grad = Gradients.narrow(0, start, parameter.numel()).view(parameter.shape);
            start += Padded(parameter);
        }
        Decayed = Weights.narrow(0, 0, DecayedLength).DetachFromDisposeScope();
    }

    /// <summary>All weights, decaying ones first; float32.</summary>
    public Tensor Weights { get; }

    /// <summary>All gradients in the weights' order; backward passes add to them.</summary>
    public Tensor Gradients { get; }

    /// <summary>A view of the weights that decay.</summary>
    public Tensor Decayed { get; }

    /// <summary>Length of <see cref="Decayed"/>.</summary>
    public long DecayedLength { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Decayed.Dispose();
        Gradients.Dispose();
        Weights.Dispose();
    }

    private static long Padded(Tensor parameter) => (parameter.numel() + Alignment - 1) / Alignment * Alignment;
}
