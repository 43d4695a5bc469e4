using static TorchSharp.torch;

namespace Search.Training.Optimizers;

/// <summary>Stochastic gradient descent, with momentum, with Nesterov's momentum, or with none.</summary>
/// <remarks>Sutskever et al., "On the importance of initialization and momentum in deep learning" (ICML 2013), in the form where the velocity is not scaled by η.</remarks>
internal sealed class SgdOptimizer : Optimizer
{
    private readonly double momentum;
    private readonly bool nesterov;
    private readonly Tensor? velocity;

    /// <summary>Starts at rest.</summary>
    /// <param name="parameters">What to move.</param>
    /// <param name="momentum">Share of the velocity kept at each step, in [0, 1).</param>
    /// <param name="nesterov">True to look ahead by one step of the velocity.</param>
    public SgdOptimizer(FlatParameters parameters, double momentum, bool nesterov)
        : base(parameters)
    {
        this.momentum = momentum;
        this.nesterov = nesterov;
        if (momentum > 0)
            velocity = Remember("velocity");
    }

    /// <inheritdoc/>
    public override bool MayLack(string name) => name == "velocity"; // without momentum there is none, which saves memory and checkpoints the weights' size once more

    /// <inheritdoc/>
    protected override void Update(Tensor weights, Tensor gradients, double learningRate)
    {
        if (velocity is null)
        {
            weights.add_(gradients, alpha: -learningRate);
            return;
        }
        velocity.mul_(momentum).add_(gradients);
        weights.add_(velocity, alpha: nesterov ? -learningRate * momentum : -learningRate);
        if (nesterov)
            weights.add_(gradients, alpha: -learningRate);
    }
}
