using Search.Randomness;

namespace Search.Training.Augmentation;

/// <summary>One image's random amounts: uniform in [−1, 1), before any level is applied.</summary>
internal readonly record struct ImageDraws(
    float Rotation, float WidthShift, float HeightShift, float Zoom, float Shear, float Flip,
    float Red, float Green, float Blue, float Brightness, float Contrast, float CutoutX, float CutoutY)
{
    /// <summary>Draws for a batch, image after image.</summary>
    public static ImageDraws[] Take(SearchRandom random, int images)
    {
        var draws = new ImageDraws[images];
        for (var i = 0; i < images; i++)
        {
            draws[i] = new ImageDraws(
                Next(random), Next(random), Next(random), Next(random), Next(random), Next(random),
                Next(random), Next(random), Next(random), Next(random), Next(random), Next(random), Next(random));
        }
        return draws;
    }

    /// <summary>True when the image is mirrored: half of them.</summary>
    public bool IsMirrored => Flip < 0;

    private static float Next(SearchRandom random) => 2 * random.NextSingle() - 1;
}
