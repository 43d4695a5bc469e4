namespace Search.GaussianProcesses;

/// <summary>The Matérn kernel with ν = 5/2: functions that are twice differentiable.</summary>
/// <remarks>Rasmussen and Williams, "Gaussian Processes for Machine Learning" (2006), equation 4.17, with r the distance in length scales and unit variance.</remarks>
internal static class Matern
{
    private static readonly double Root5 = Math.Sqrt(5);

    /// <summary>k(r), given r².</summary>
    public static double Value(double squaredDistance)
    {
        var distance = Root5 * Math.Sqrt(squaredDistance);
        return (1 + distance + distance * distance / 3) * Math.Exp(-distance);
    }

    /// <summary>k(r) and its derivative by r², given r².</summary>
    public static (double Value, double Slope) WithSlope(double squaredDistance)
    {
        var distance = Root5 * Math.Sqrt(squaredDistance);
        var decay = Math.Exp(-distance);
        return ((1 + distance + distance * distance / 3) * decay, -5.0 / 6 * (1 + distance) * decay);
    }
}
