using Search.Training.Tensors;
using static TorchSharp.torch;

namespace Search.Training.Augmentation;

/// <summary>Contrast, brightness and channel shift as one multiplication and one addition, clipped to the colour range.</summary>
internal static class Colours
{
    /// <summary>Changes the colours in place and returns the same tensor.</summary>
    public static Tensor Shift(Tensor images, AugmentationSettings settings, ReadOnlySpan<ImageDraws> draws)
    {
        using var scope = NewDisposeScope();
        var shifts = HostTensors.From(Shifts(settings, draws), draws.Length, 3, 1, 1).to(images.device);
        if (settings.Contrast > 0)
        {
            var factors = HostTensors.From(Factors(settings, draws), draws.Length, 1, 1, 1).to(images.device);
            var means = images.mean([1, 2, 3], keepdim: true);
            shifts = addcmul(shifts, means, 1 - factors, 1);
            images.mul_(factors);
        }
        images.add_(shifts).clamp_(0, 1);
        return images;
    }

    private static float[] Shifts(AugmentationSettings settings, ReadOnlySpan<ImageDraws> draws)
    {
        var shifts = new float[draws.Length * 3];
        for (var i = 0; i < draws.Length; i++)
        {
            var all = settings.Brightness * draws[i].Brightness;
            shifts[3 * i] = (float)(all + settings.ChannelShift / 255 * draws[i].Red);
            shifts[3 * i + 1] = (float)(all + settings.ChannelShift / 255 * draws[i].Green);
            shifts[3 * i + 2] = (float)(all + settings.ChannelShift / 255 * draws[i].Blue);
        }
        return shifts;
    }

    private static float[] Factors(AugmentationSettings settings, ReadOnlySpan<ImageDraws> draws)
    {
        var factors = new float[draws.Length];
        for (var i = 0; i < draws.Length; i++)
            factors[i] = (float)(1 + settings.Contrast * draws[i].Contrast);
        return factors;
    }
}
