using static TorchSharp.torch;

namespace Search.Training.Models;

/// <summary>VGG-style: blocks of two 3×3 convolutions with batch normalization, then pooling; channels double from block to block.</summary>
/// <remarks>
/// After Simonyan and Zisserman (ICLR 2015). Three blocks unless <c>model.depth</c> says otherwise, the first with 32 × width channels, at most
/// eight times that. The head is an average over all places, so that weights do not depend on the image size, with dropout before the output.
/// Each block's dropout is half the head's: places next to each other share what they know, so much dropout there only slows training.
/// </remarks>
internal static class VggModel
{
    /// <summary>Builds the family's model.</summary>
    public static nn.Module<Tensor, Tensor> Build(ModelShape shape)
    {
        List<(string, nn.Module<Tensor, Tensor>)> layers = [("input", nn.BatchNorm2d(3, affine: false)), ("layout", new PixelLayout())];
        var inputs = 3;
        var side = shape.ImageSize;
        for (var block = 1; block <= (shape.Depth ?? 3); block++)
        {
            var channels = shape.Scaled(32 << Math.Min(block - 1, 3));
            foreach (var part in (string[])["a", "b"])
            {
                layers.Add(($"conv{block}{part}", nn.Conv2d(inputs, channels, 3, padding: 1, bias: false)));
                layers.Add(($"norm{block}{part}", nn.BatchNorm2d(channels)));
                layers.Add(($"relu{block}{part}", nn.ReLU(inplace: true)));
                inputs = channels;
            }
            if (side > 1)
                layers.Add(($"pool{block}", nn.MaxPool2d(2, ceil_mode: true)));
            side = (side + 1) / 2;
            layers.Add(($"dropout{block}", new SeededDropout(shape.Dropout / 2, shape.Masks)));
        }
        layers.Add(("average", nn.AdaptiveAvgPool2d(1)));
        layers.Add(("flatten", nn.Flatten()));
        layers.Add(("dropout", new SeededDropout(shape.Dropout, shape.Masks)));
        layers.Add(("output", nn.Linear(inputs, shape.Classes)));
        return nn.Sequential(layers);
    }
}
