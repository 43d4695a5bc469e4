using Search.Statistics;

namespace Search.GaussianProcesses;

/// <summary>The logarithm of the improvement on the best value that a normal prediction promises, stable also where hardly any is to be expected.</summary>
/// <remarks>
/// Jones, Schonlau and Welch (1998); in logarithms, so that far from any promise there still is a slope to climb: Ament et al., "Unexpected Improvements to
/// Expected Improvement for Bayesian Optimization" (2023). With u = (best − mean)/σ it is log σ + log(φ(u) + u Φ(u)).
/// </remarks>
internal static class LogExpectedImprovement
{
    private static readonly double LogRoot2Pi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>The value and its derivatives by mean and standard deviation.</summary>
    public static (double Value, double ByMean, double ByDeviation) Of(double mean, double deviation, double best)
    {
        var u = (best - mean) / deviation;
        // With t = −u: φ + uΦ = φ · (1 − t·m(t)), m the Mills ratio Φ(−t)/φ(t).
        double logShape, massOverShape, densityOverShape;
        if (u > -1)
        {
            var density = Math.Exp(-0.5 * u * u - LogRoot2Pi);
            var mass = StandardNormal.Cdf(u);
            var shape = density + u * mass;
            (logShape, massOverShape, densityOverShape) = (Math.Log(shape), mass / shape, density / shape);
        }
        else
        {
            var t = -u;
            var (mills, rest) = Mills(t);
            (logShape, massOverShape, densityOverShape) = (-0.5 * u * u - LogRoot2Pi + Math.Log(rest), mills / rest, 1 / rest);
        }
        return (Math.Log(deviation) + logShape, -massOverShape / deviation, densityOverShape / deviation);
    }

    /// <summary>The Mills ratio m(t) for t ≥ 1, and 1 − t·m(t) without cancellation.</summary>
    private static (double Ratio, double Remainder) Mills(double t)
    {
        if (t > 30)
        {
            var s = 1 / (t * t);
            var rest = s * (1 - s * (3 - s * (15 - s * 105)));
            return ((1 - rest) / t, rest);
        }
        // m(t) = 1/(t + 1/(t + 2/(t + …))), from the far end; c is the part after the first t.
        var terms = 12 + (int)(120 / (t * t));
        var c = 0.0;
        for (var k = terms; k >= 1; k--)
            c = k / (t + c);
        return (1 / (t + c), c / (t + c));
    }
}
