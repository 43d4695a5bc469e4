using static TorchSharp.torch;

namespace Search.Training.Models;

/// <summary>Dense hidden layers (one unless <c>model.depth</c> says otherwise) of 256 × width units, each batch-normalized, with dropout after each.</summary>
internal static class MlpModel
{
    /// <summary>Builds the family's model.</summary>
    public static nn.Module<Tensor, Tensor> Build(ModelShape shape)
    {
        var units = shape.Scaled(256);
        List<(string, nn.Module<Tensor, Tensor>)> layers = [("input", nn.BatchNorm2d(3, affine: false)), ("flatten", nn.Flatten())];
        var inputs = 3L * shape.ImageSize * shape.ImageSize;
        for (var layer = 1; layer <= (shape.Depth ?? 1); layer++)
        {
            layers.Add(($"dense{layer}", nn.Linear(inputs, units, hasBias: false)));
            layers.Add(($"norm{layer}", nn.BatchNorm1d(units)));
            layers.Add(($"relu{layer}", nn.ReLU(inplace: true)));
            layers.Add(($"dropout{layer}", new SeededDropout(shape.Dropout, shape.Masks)));
            inputs = units;
        }
        layers.Add(("output", nn.Linear(inputs, shape.Classes)));
        return nn.Sequential(layers);
    }
}
