using static TorchSharp.torch;

namespace Search.Training.Models;

/// <summary>The model families by name. A new one is one file and one line here.</summary>
/// <remarks>
/// Every family maps float32 images in [0, 1], [batch, 3, size, size], to logits, [batch, classes], and starts with a batch normalization
/// of the input, so that no statistics of the data set need to be computed; it has no scale and shift of its own, which the next layer's weights
/// could take over, and so needs no gradient of the pixels. Names of weights are those of the same modules in PyTorch.
/// </remarks>
public static class ModelFamilies
{
    private static readonly SortedDictionary<string, Func<ModelShape, nn.Module<Tensor, Tensor>>> All = new(StringComparer.Ordinal)
    {
        ["cnn"] = CnnModel.Build,
        ["linear"] = LinearModel.Build,
        ["mlp"] = MlpModel.Build,
        ["vgg"] = VggModel.Build,
    };

    /// <summary>The registered names in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Keys];

    /// <summary>A model of a registered family on the CPU. Its weights are Torch's, to be set by <see cref="WeightInitializer"/>.</summary>
    internal static nn.Module<Tensor, Tensor> Build(string name, ModelShape shape) => All[name](shape);
}
