namespace Search.Statistics;

/// <summary>Wilson's score interval of a fraction (Wilson 1927): honest also near 0 and 1, and for few images.</summary>
public static class Wilson
{
    private const double Z95 = 1.959963984540054;

    /// <summary>The 95 % interval of a fraction seen on a number of images.</summary>
    /// <param name="fraction">Observed fraction, 0 … 1.</param>
    /// <param name="images">Number of images, at least 1.</param>
    public static (double Low, double High) Interval95(double fraction, int images)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 1);
        var z2 = Z95 * Z95;
        var centre = (fraction + z2 / (2 * images)) / (1 + z2 / images);
        var half = Z95 / (1 + z2 / images) * Math.Sqrt(fraction * (1 - fraction) / images + z2 / (4.0 * images * images));
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
