using Search.Randomness;
using Search.Training.Tensors;
using static TorchSharp.torch;

namespace Search.Training.Models;

/// <summary>Sets every weight of a model from the run's seed, independent of Torch's generator, of other threads and of the device.</summary>
/// <remarks>
/// Weights with inputs are uniform in ±√(6/inputs) (He et al., "Delving Deep into Rectifiers", ICCV 2015), those of the layer named
/// <c>output</c> in ±√(1/inputs), so that the first predictions are near uniform. Scales are 1, shifts and biases 0.
/// Each weight has its own stream, keyed by its name: changing one layer leaves the others' start as it was.
/// </remarks>
internal static class WeightInitializer
{
    /// <summary>Overwrites all parameters; the model is on the CPU.</summary>
    public static void Initialize(nn.Module model, ulong runSeed)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, parameter) in model.named_parameters())
        {
            if (parameter.dim() < 2)
            {
                parameter.fill_(name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0);
                continue;
            }
            var inputs = parameter.numel() / parameter.shape[0];
            var gain = name.StartsWith("output.", StringComparison.Ordinal) ? 1.0 : 6.0;
            var bound = (float)Math.Sqrt(gain / inputs);
            var random = new SearchRandom(Seeds.Derive(runSeed, "weights " + name));
            var values = new float[parameter.numel()];
            for (var i = 0; i < values.Length; i++)
                values[i] = (2 * random.NextSingle() - 1) * bound;
            parameter.copy_(HostTensors.From(values, parameter.shape));
        }
    }
}
