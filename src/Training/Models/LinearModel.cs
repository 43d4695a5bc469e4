using static TorchSharp.torch;

namespace Search.Training.Models;

/// <summary>Logistic regression on the pixels: the smallest model, to start with. Dropout acts on the pixels.</summary>
internal static class LinearModel
{
    /// <summary>Builds the family's model; width and depth have no meaning here.</summary>
    public static nn.Module<Tensor, Tensor> Build(ModelShape shape) => nn.Sequential(
        ("input", nn.BatchNorm2d(3, affine: false)),
        ("flatten", nn.Flatten()),
        ("dropout", new SeededDropout(shape.Dropout, shape.Masks)),
        ("output", nn.Linear(3L * shape.ImageSize * shape.ImageSize, shape.Classes)));
}
