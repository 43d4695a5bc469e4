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
    private readonly double[][] factor;
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
        factor = new double[samples.Length][];
        weights = new double[samples.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            // Row i of the Cholesky factor, then of the forward solution.
            factor[i] = new double[i + 1];
            for (var j = 0; j <= i; j++)
            {
                var sum = Covariance(inputs[i], inputs[j]) + (i == j ? Noise : 0);
                for (var k = 0; k < j; k++)
                    sum -= factor[i][k] * factor[j][k];
                factor[i][j] = i == j ? Math.Sqrt(sum) : sum / factor[j][j];
            }
            weights[i] = (samples[i].Gain - mean) / scale;
            for (var k = 0; k < i; k++)
                weights[i] -= factor[i][k] * weights[k];
            weights[i] /= factor[i][i];
            likelihood -= 0.5 * weights[i] * weights[i] + Math.Log(factor[i][i]);
        }
        for (var i = samples.Length - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < samples.Length; k++)
                weights[i] -= factor[k][i] * weights[k];
            weights[i] /= factor[i][i];
        }
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
        var (covariances, value, variance) = (new double[inputs.Length], 0.0, 1.0);
        for (var i = 0; i < inputs.Length; i++)
        {
            covariances[i] = Covariance(inputs[i], (point, time));
            value += covariances[i] * weights[i];
        }
        for (var i = 0; i < inputs.Length; i++)
        {
            for (var k = 0; k < i; k++)
                covariances[i] -= factor[i][k] * covariances[k];
            covariances[i] /= factor[i][i];
            variance -= covariances[i] * covariances[i];
        }
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
