namespace Search.Training.Augmentation;

/// <summary>How strongly training images are altered; each level is the largest change, 0 or false is off.</summary>
/// <remarks>Every image draws its own amounts, uniformly between minus and plus the level unless said otherwise.</remarks>
public sealed record AugmentationSettings
{
    /// <summary>Everything off.</summary>
    public static AugmentationSettings None { get; } = new();

    /// <summary>The techniques' names; a configuration's parameter is <c>augmentation.</c> and one of them.</summary>
    public static IReadOnlyList<string> Techniques { get; } =
    [
        "brightness", "channelShift", "contrast", "cutout", "heightShift", "horizontalFlip", "rotation", "shear", "widthShift", "zoom",
    ];

    /// <summary>Rotation in degrees, in [0, 180].</summary>
    public double Rotation { get; init; }

    /// <summary>Horizontal shift as a fraction of the width, in [0, 1].</summary>
    public double WidthShift { get; init; }

    /// <summary>Vertical shift as a fraction of the height, in [0, 1].</summary>
    public double HeightShift { get; init; }

    /// <summary>Change of size as a fraction, in [0, 0.9]: 0.1 draws factors in [0.9, 1.1].</summary>
    public double Zoom { get; init; }

    /// <summary>Shear in radians, in [0, 1.4].</summary>
    public double Shear { get; init; }

    /// <summary>True to mirror every second image, left to right.</summary>
    public bool HorizontalFlip { get; init; }

    /// <summary>Shift of each colour channel by its own amount, of 255, in [0, 255].</summary>
    public double ChannelShift { get; init; }

    /// <summary>Shift of all channels by one amount, as a fraction of the full range, in [0, 1].</summary>
    public double Brightness { get; init; }

    /// <summary>Change of the distance from the image's mean, as a fraction, in [0, 1].</summary>
    public double Contrast { get; init; }

    /// <summary>Side of the square painted mid-grey, as a fraction of the image's side, in [0, 1]; the square's place is drawn, its size is not.</summary>
    public double Cutout { get; init; }

    /// <summary>True when some technique moves pixels other than by mirroring, so that the image must be resampled.</summary>
    internal bool Resamples => Rotation > 0 || WidthShift > 0 || HeightShift > 0 || Zoom > 0 || Shear > 0;

    /// <summary>True when some technique changes colours.</summary>
    internal bool Recolours => ChannelShift > 0 || Brightness > 0 || Contrast > 0;

    /// <summary>True when nothing at all is altered.</summary>
    internal bool IsOff => !Resamples && !Recolours && !HorizontalFlip && Cutout == 0;
}
