using Search.LinearAlgebra;

namespace Search.Schedulers;

/// <summary>A Gaussian process over points of the unit cube and time, whose past fades.</summary>
/// <remarks>
/// Bogunovic et al., "Time-Varying Gaussian Process Bandit Optimization" (AISTATS 2016): covariance exp(−|x − x'|²/(2ℓ²)) · (1 − ε)^(|t − t'|/2) of values scaled to mean 0 and
/// variance 1, with noise of variance 0.1. ℓ and ε are the most likely of a small grid. Sums run in one order: the same history gives the same bits.
/// Cost: O(m³) to fit, O(m²) a question.
/// </remarks>
internal sealed class TimeVaryingProcess
{
    private const double Noise = 0.1;
    private static readonly double[] Lengths = [0.15, 0.3, 0.6];
    private static readonly double[] Fadings = [0.05, 0.2];

    private readonly (double[] Point, double Time)[] inputs;
    private readonly double length, fading, mean, scale, likelihood;
    private readonly Cholesky factor;
    private readonly double[] weights;

    private TimeVaryingProcess((double[] Point, double Time, double Gain)[] samples, double length, double fading)
    {
        inputs = [.. samples.Select(sample => (sample.Point, sample.Time))];
        (this.length, this.fading) = (length, fading);
        foreach (var sample in samples)
            mean += sample.Gain / samples.Length;
        foreach (var sample in samples)
            scale += (sample.Gain - mean) * (sample.Gain - mean) / samples.Length;
        scale = scale > 0 ? Math.Sqrt(scale) : 1;
        var matrix = new double[samples.Length * samples.Length];
        for (var i = 0; i < samples.Length; i++)
            for (var j = 0; j <= i; j++)
                matrix[i * samples.Length + j] = Covariance(inputs[i], inputs[j]) + (i == j ? Noise : 0);
        // The noise on the diagonal keeps the matrix well away from singular.
        factor = Cholesky.Of(matrix, samples.Length)!;
        weights = [.. samples.Select(sample => (sample.Gain - mean) / scale)];
        factor.SolveLower(weights);
        likelihood = -0.5 * (Dense.Dot(weights, weights) + factor.LogDeterminant());
        factor.SolveUpper(weights);
    }

    /// <summary>The most likely process of the grid.</summary>
    public static TimeVaryingProcess Fit((double[] Point, double Time, double Gain)[] samples)
    {
        TimeVaryingProcess? best = null;
        foreach (var length in Lengths)
            foreach (var fading in Fadings)
                if (new TimeVaryingProcess(samples, length, fading) is var process && (best is null || process.likelihood > best.likelihood))
                    best = process;
        return best!;
    }

    /// <summary>What the function is expected to be, and how sure that is.</summary>
    public (double Mean, double Deviation) At(double[] point, double time)
    {
        double[] covariances = [.. inputs.Select(input => Covariance(input, (point, time)))];
        var value = Dense.Dot(covariances, weights);
        factor.SolveLower(covariances);
        var variance = 1 - Dense.Dot(covariances, covariances);
        return (mean + scale * value, scale * Math.Sqrt(Math.Max(0, variance)));
    }

    private double Covariance((double[] Point, double Time) one, (double[] Point, double Time) other)
    {
        var square = 0.0;
        for (var i = 0; i < one.Point.Length; i++)
            square += (one.Point[i] - other.Point[i]) * (one.Point[i] - other.Point[i]);
        return Math.Exp(-square / (2 * length * length)) * Math.Pow(1 - fading, Math.Abs(one.Time - other.Time) / 2);
    }
}
