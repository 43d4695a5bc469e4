using Search.LinearAlgebra;

namespace Search.GaussianProcesses;

/// <summary>How plausible hyperparameters are after observations, by likelihood and priors, on logarithms.</summary>
/// <remarks>
/// Rasmussen and Williams (2006), equations 5.8 and 5.9. Priors: length scales log-normal around a scale that grows with √columns (Hvarfner et al., "Vanilla Bayesian
/// Optimization Performs Great in High Dimensions", 2024, in spirit: with more columns each one is taken to matter less); signal around the values' variance; noise broad and small.
/// An evaluation costs about n³/2 multiplications, a third of that without gradient.
/// </remarks>
/// <param name="data">Observations, their values of mean 0 and variance 1.</param>
internal sealed class GpLikelihood(GpData data)
{
    private const double ScaleSpread = 1.0, SignalSpread = 0.7, NoiseCentre = -5, NoiseSpread = 3;
    private const double LeastNoise = 1e-9;

    private readonly int n = data.Count;
    private readonly int columns = data.Points[0].Length;
    private readonly double centre = Math.Log(0.4 * Math.Sqrt(data.Points[0].Length));
    private readonly double[] slopes = new double[data.Count * data.Count];
    private readonly double[] kernel = new double[data.Count * data.Count];

    /// <summary>Where the search for the most plausible begins.</summary>
    public double[] Start() => [.. Enumerable.Repeat(centre, columns), 0, Math.Log(1e-3)];

    /// <summary>What is allowed for each logarithm.</summary>
    public (double[] Low, double[] High) Bounds() =>
        ([.. Enumerable.Repeat(Math.Log(0.02), columns), Math.Log(0.05), Math.Log(LeastNoise)], [.. Enumerable.Repeat(Math.Log(50), columns), Math.Log(50), Math.Log(1.0)]);

    /// <summary>How far each logarithm is taken to spread before anything is known.</summary>
    public double[] Spreads() => [.. Enumerable.Repeat(ScaleSpread, columns), SignalSpread, NoiseSpread];

    /// <summary>The hyperparameters of logarithms.</summary>
    public GpHyperparameters Hyperparameters(ReadOnlySpan<double> x) => new([.. x[..columns].ToArray().Select(log => Math.Exp(log))], Math.Exp(x[columns]), Math.Exp(x[columns + 1]));

    /// <summary>Minus the logarithm of the plausibility, up to a constant; NaN where it cannot be computed. The gradient is left out where there is no room for it.</summary>
    /// <param name="x">Logarithms of the length scales, the signal and the noise.</param>
    /// <param name="gradient">Its derivatives by them, or nothing.</param>
    public double Evaluate(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var (signal, noise) = (Math.Exp(x[columns]), Math.Exp(x[columns + 1]));
        var scaled = Scaled(x);
        var matrix = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var squared = 0.0;
                for (var k = 0; k < columns; k++)
                {
                    var difference = scaled[i * columns + k] - scaled[j * columns + k];
                    squared += difference * difference;
                }
                var (value, slope) = Matern.WithSlope(squared);
                (kernel[i * n + j], slopes[i * n + j]) = (signal * value, signal * slope);
                matrix[i * n + j] = signal * value;
            }
            matrix[i * n + i] = signal + noise + 1e-10 * signal + data.Variances[i];
        }
        if (Cholesky.Of(matrix, n) is not { } factor)
            return double.NaN;
        double[] alpha = [.. data.Values];
        factor.SolveLower(alpha);
        var fit = Dense.Dot(alpha, alpha);
        factor.SolveUpper(alpha);
        var result = 0.5 * (fit + factor.LogDeterminant());
        if (!gradient.IsEmpty)
            Gradient(factor, alpha, scaled, signal, noise, gradient);
        return result + Prior(x, gradient);
    }

    private void Gradient(Cholesky factor, double[] alpha, double[] scaled, double signal, double noise, Span<double> gradient)
    {
        gradient.Clear();
        var inverse = factor.InverseTransposed();
        var (bySignal, byNoise) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            var mine = inverse.AsSpan(i * n + i, n - i);
            for (var j = 0; j < i; j++)
            {
                var weight = Dense.Dot(mine, inverse.AsSpan(j * n + i, n - i)) - alpha[i] * alpha[j];
                bySignal += weight * kernel[i * n + j];
                // The derivative by a log length scale is slope · (−2 · squared difference in length scales); each pair stands for two entries.
                var common = -2 * weight * slopes[i * n + j];
                for (var k = 0; k < columns; k++)
                {
                    var difference = scaled[i * columns + k] - scaled[j * columns + k];
                    gradient[k] += common * difference * difference;
                }
            }
            var own = Dense.Dot(mine, mine) - alpha[i] * alpha[i];
            bySignal += 0.5 * own * signal;
            byNoise += 0.5 * own * noise;
        }
        gradient[columns] = bySignal;
        gradient[columns + 1] = byNoise;
    }

    private double Prior(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var sum = 0.0;
        for (var k = 0; k < x.Length; k++)
        {
            var (middle, spread) = k < columns ? (centre, ScaleSpread) : k == columns ? (0, SignalSpread) : (NoiseCentre, NoiseSpread);
            var off = (x[k] - middle) / spread;
            sum += 0.5 * off * off;
            if (!gradient.IsEmpty)
                gradient[k] += off / spread;
        }
        return sum;
    }

    private double[] Scaled(ReadOnlySpan<double> x)
    {
        var scaled = new double[n * columns];
        for (var k = 0; k < columns; k++)
        {
            var inverse = Math.Exp(-x[k]);
            for (var i = 0; i < n; i++)
                scaled[i * columns + k] = data.Points[i][k] * inverse;
        }
        return scaled;
    }
}
