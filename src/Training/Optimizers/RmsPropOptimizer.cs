using static TorchSharp.torch;

namespace Search.Training.Optimizers;

/// <summary>RMSProp with decay 0.99 and ε = 1e-8.</summary>
/// <remarks>Tieleman and Hinton, "Lecture 6.5: rmsprop" (2012). ε stands outside the root.</remarks>
internal sealed class RmsPropOptimizer : Optimizer
{
    private const double Decay = 0.99;
    private const double Epsilon = 1e-8;
    private readonly Tensor square;

    /// <summary>Starts with the mean square at zero.</summary>
    public RmsPropOptimizer(FlatParameters parameters)
        : base(parameters) => square = Remember("square");

    /// <inheritdoc/>
    protected override void Update(Tensor weights, Tensor gradients, double learningRate)
    {
        square.mul_(Decay).addcmul_(gradients, gradients, 1 - Decay);
        weights.addcdiv_(gradients, square.sqrt().add_(Epsilon), -learningRate);
    }
}
