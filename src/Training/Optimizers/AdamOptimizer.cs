using static TorchSharp.torch;

namespace Search.Training.Optimizers;

/// <summary>Adam with β₁ = 0.9, β₂ = 0.999, ε = 1e-8.</summary>
/// <remarks>
/// Kingma and Ba, "Adam: A Method for Stochastic Optimization" (ICLR 2015), Algorithm 1. As decay is decoupled for every optimizer,
/// this is AdamW too: both names give the same numbers.
/// </remarks>
internal sealed class AdamOptimizer : Optimizer
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;
    private readonly Tensor mean;
    private readonly Tensor square;

    /// <summary>Starts with both moments at zero.</summary>
    public AdamOptimizer(FlatParameters parameters)
        : base(parameters)
    {
        mean = Remember("mean");
        square = Remember("square");
    }

    /// <inheritdoc/>
    protected override void Update(Tensor weights, Tensor gradients, double learningRate)
    {
        mean.mul_(Beta1).add_(gradients, alpha: 1 - Beta1);
        square.mul_(Beta2).addcmul_(gradients, gradients, 1 - Beta2);
        var root = square.sqrt().mul_(1 / Math.Sqrt(1 - Math.Pow(Beta2, Steps))).add_(Epsilon);
        weights.addcdiv_(mean, root, -learningRate / (1 - Math.Pow(Beta1, Steps)));
    }
}
