using static TorchSharp.torch;

namespace Search.Training.Optimizers;

/// <summary>Adagrad with ε = 1e-10.</summary>
/// <remarks>Duchi, Hazan and Singer, "Adaptive Subgradient Methods" (JMLR 2011), the diagonal form.</remarks>
internal sealed class AdagradOptimizer : Optimizer
{
    private const double Epsilon = 1e-10;
    private readonly Tensor sum;

    /// <summary>Starts with the sum of squares at zero.</summary>
    public AdagradOptimizer(FlatParameters parameters)
        : base(parameters) => sum = Remember("sum");

    /// <inheritdoc/>
    protected override void Update(Tensor weights, Tensor gradients, double learningRate)
    {
        sum.addcmul_(gradients, gradients, 1);
        weights.addcdiv_(gradients, sum.sqrt().add_(Epsilon), -learningRate);
    }
}
