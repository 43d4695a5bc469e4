using static TorchSharp.torch;

namespace Search.Training.Models;

/// <summary>Two convolutions of 32 and 64 × width channels, each followed by batch normalization and pooling, then one dense hidden layer of 128 × width units.</summary>
/// <remarks>Dropout acts before and after the dense layer. Pooling comes before normalization: there is a quarter of the places left to normalize.</remarks>
internal static class CnnModel
{
    /// <summary>Builds the family's model; depth has no meaning here.</summary>
    public static nn.Module<Tensor, Tensor> Build(ModelShape shape)
    {
        var first = shape.Scaled(32);
        var second = shape.Scaled(64);
        var units = shape.Scaled(128);
        var side = Pooled(Pooled(shape.ImageSize));
        return nn.Sequential(
            ("input", nn.BatchNorm2d(3, affine: false)),
            ("layout", new PixelLayout()),
            ("conv1", nn.Conv2d(3, first, 3, padding: 1, bias: false)),
            ("pool1", nn.MaxPool2d(2, ceil_mode: true)),
            ("norm1", nn.BatchNorm2d(first)),
            ("relu1", nn.ReLU(inplace: true)),
            ("conv2", nn.Conv2d(first, second, 3, padding: 1, bias: false)),
            ("pool2", nn.MaxPool2d(2, ceil_mode: true)),
            ("norm2", nn.BatchNorm2d(second)),
            ("relu2", nn.ReLU(inplace: true)),
            ("flatten", nn.Flatten()),
            ("dropout1", new SeededDropout(shape.Dropout, shape.Masks)),
            ("dense", nn.Linear((long)second * side * side, units, hasBias: false)),
            ("norm3", nn.BatchNorm1d(units)),
            ("relu3", nn.ReLU(inplace: true)),
            ("dropout2", new SeededDropout(shape.Dropout, shape.Masks)),
            ("output", nn.Linear(units, shape.Classes)));
    }

    private static int Pooled(int side) => (side + 1) / 2;
}
