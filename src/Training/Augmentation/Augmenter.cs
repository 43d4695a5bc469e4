using Search.Randomness;
using static TorchSharp.torch;

namespace Search.Training.Augmentation;

/// <summary>Alters a batch in one tensor pass: geometry by one resampling, colours by one multiplication and addition, then cutout.</summary>
/// <remarks>
/// Amounts are drawn image by image. Every image takes the same number of draws whatever is on, so that switching one technique on
/// or off leaves the others' amounts as they were: configurations stay paired.
/// </remarks>
internal sealed class Augmenter(AugmentationSettings settings)
{
    /// <summary>What a cutout is painted with: mid-grey, near the mean of natural images.</summary>
    private const float CutoutGrey = 0.5f;

    /// <summary>Turns pixels into what the network sees.</summary>
    /// <param name="pixels">uint8, [batch, 3, size, size], on any device.</param>
    /// <param name="random">The batch's own generator.</param>
    /// <returns>float32, [batch, 3, size, size], in [0, 1], on the same device; the caller disposes it.</returns>
    public Tensor Apply(Tensor pixels, SearchRandom random)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var images = pixels.to(ScalarType.Float32).mul_(1f / 255);
        if (settings.IsOff)
            return images.MoveToOuterDisposeScope();
        var draws = ImageDraws.Take(random, (int)pixels.shape[0]);
        images = settings.Resamples ? Geometry.Resample(images, settings, draws)
            : settings.HorizontalFlip ? Geometry.Mirror(images, draws)
            : images;
        if (settings.Recolours)
            images = Colours.Shift(images, settings, draws);
        if (settings.Cutout > 0)
        {
            var size = (int)pixels.shape[3];
            images.masked_fill_(CutoutMask.Of(settings.Cutout, draws, size).to(images.device), CutoutGrey);
        }
        return images.MoveToOuterDisposeScope();
    }
}
