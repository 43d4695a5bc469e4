namespace Search.Training.Models;

/// <summary>What a model family is built from.</summary>
internal sealed record ModelShape
{
    /// <summary>Number of classes, at least 2: the length of the output.</summary>
    public required int Classes { get; init; }

    /// <summary>Side of the square input images in pixels.</summary>
    public required int ImageSize { get; init; }

    /// <summary>Factor on channel and unit counts.</summary>
    public double Width { get; init; } = 1;

    /// <summary>Hidden layers or blocks; null for the family's own number.</summary>
    public int? Depth { get; init; }

    /// <summary>Probability of dropping a unit.</summary>
    public double Dropout { get; init; }

    /// <summary>Where dropout masks come from; null for a model that is only evaluated.</summary>
    public DropoutMasks? Masks { get; init; }

    /// <summary>A channel or unit count scaled by <see cref="Width"/>: a multiple of 8, which vector units like, and at least 8.</summary>
    public int Scaled(int count) => Math.Max(8, (int)Math.Round(count * Width / 8) * 8);
}
