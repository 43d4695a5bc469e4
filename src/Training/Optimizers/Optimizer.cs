using static TorchSharp.torch;

namespace Search.Training.Optimizers;

/// <summary>Moves weights against their gradients, after a decoupled weight decay w ← w(1−ηλ) that is the same for every optimizer.</summary>
/// <remarks>Loshchilov and Hutter, "Decoupled Weight Decay Regularization" (ICLR 2019): λ then means the same whatever the gradients' scale.</remarks>
internal abstract class Optimizer(FlatParameters parameters) : IDisposable
{
    private readonly Dictionary<string, Tensor> state = new(StringComparer.Ordinal);

    /// <summary>Steps taken since the start of the run.</summary>
    public long Steps { get; set; }

    /// <summary>What the optimizer remembers, by name; restoring is copying into these tensors.</summary>
    public IReadOnlyDictionary<string, Tensor> State => state;

    /// <summary>True for what the optimizer remembers under some hyperparameters only: a run that was forked from one without it begins with zeros.</summary>
    public virtual bool MayLack(string name) => false;

    /// <summary>Takes one step with the gradients as they are.</summary>
    /// <param name="learningRate">η of this step.</param>
    /// <param name="weightDecay">λ.</param>
    public void Step(double learningRate, double weightDecay)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        Steps++;
        if (weightDecay > 0)
            parameters.Decayed.mul_(1 - learningRate * weightDecay);
        Update(parameters.Weights, parameters.Gradients, learningRate);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in state.Values)
            tensor.Dispose();
    }

    /// <summary>Changes the weights in place; temporaries die with the caller's scope.</summary>
    protected abstract void Update(Tensor weights, Tensor gradients, double learningRate);

    /// <summary>A zero for every weight, saved with the run.</summary>
    protected Tensor Remember(string name)
    {
        using var guard = no_grad();
        var tensor = zeros_like(parameters.Weights).DetachFromDisposeScope();
        state.Add(name, tensor);
        return tensor;
    }
}
