using Search.Training.Tensors;
using static TorchSharp.torch;

namespace Search.Training.Augmentation;

/// <summary>Which pixels a cutout covers: one square per image whose centre may be anywhere, so that it is clipped at the edges.</summary>
/// <remarks>DeVries and Taylor, "Improved Regularization of Convolutional Neural Networks with Cutout" (2017). Deviation: mid-grey, not the data set's mean.</remarks>
internal static class CutoutMask
{
    /// <summary>bool, [images, 1, size, size], true where the square is.</summary>
    public static Tensor Of(double fraction, ReadOnlySpan<ImageDraws> draws, int size)
    {
        var side = Math.Max(1, (int)Math.Round(fraction * size));
        var mask = new byte[draws.Length * size * size];
        for (var i = 0; i < draws.Length; i++)
        {
            var left = Start(draws[i].CutoutX, side, size);
            var top = Start(draws[i].CutoutY, side, size);
            var from = Math.Max(0, left);
            var to = Math.Min(size, left + side);
            for (var y = Math.Max(0, top); y < Math.Min(size, top + side); y++)
                mask.AsSpan((i * size + y) * size + from, to - from).Fill(1);
        }
        return HostTensors.FromBytes(mask, ScalarType.Bool, draws.Length, 1, size, size);
    }

    private static int Start(float draw, int side, int size) => (int)Math.Floor((draw + 1) / 2 * size) - side / 2;
}
