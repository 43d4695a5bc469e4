using static TorchSharp.torch;

namespace Search.Training.Models;

/// <summary>Drops single units during training and scales the rest, by masks of the trial's own generator.</summary>
/// <remarks>Srivastava et al., "Dropout" (JMLR 2014), in the inverted form: evaluation changes nothing.</remarks>
internal sealed class SeededDropout(double probability, DropoutMasks? masks) : nn.Module<Tensor, Tensor>(nameof(SeededDropout))
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (!training || probability == 0)
            return input.alias();
        if (masks is null)
            throw new InvalidOperationException("This model was built for evaluation: it has no generator for dropout masks.");
        using var mask = masks.Next(input, probability);
        return input * mask;
    }
}
