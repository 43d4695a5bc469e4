using Search.LinearAlgebra;

namespace Search.GaussianProcesses;

/// <summary>Finds the hyperparameters under which observations are most plausible: maximum a posteriori, by gradient.</summary>
/// <remarks>
/// Rasmussen and Williams (2006), equations 5.8 and 5.9, on logarithms. Priors: length scales log-normal around a scale that grows with √columns (Hvarfner et al., "Vanilla Bayesian
/// Optimization Performs Great in High Dimensions", 2024, in spirit: with more columns each one is taken to matter less); signal around the values' variance; noise broad and small.
/// An evaluation costs about n³/2 multiplications.
/// </remarks>
internal static class GpFit
{
    private const double ScaleSpread = 1.0, SignalSpread = 0.7, NoiseCentre = -5, NoiseSpread = 3;
    private const double LeastNoise = 1e-9;

    /// <summary>The most plausible hyperparameters.</summary>
    /// <param name="data">Observations, their values of mean 0 and variance 1.</param>
    /// <param name="evaluations">At most so many evaluations of the likelihood.</param>
    public static GpHyperparameters Of(GpData data, int evaluations)
    {
        var columns = data.Points[0].Length;
        var centre = Math.Log(0.4 * Math.Sqrt(columns));
        var work = new Likelihood(data, centre);
        var low = new double[columns + 2];
        var high = new double[columns + 2];
        for (var k = 0; k < columns; k++)
            (low[k], high[k]) = (Math.Log(0.02), Math.Log(50));
        (low[columns], high[columns]) = (Math.Log(0.05), Math.Log(50));
        (low[columns + 1], high[columns + 1]) = (Math.Log(LeastNoise), Math.Log(1.0));
        double[] x = [.. Enumerable.Repeat(centre, columns), 0, Math.Log(1e-3)];
        BoxMinimizer.Minimize(work.Evaluate, x, low, high, evaluations, tolerance: 1e-3);
        return new GpHyperparameters([.. x[..columns].Select(log => Math.Exp(log))], Math.Exp(x[columns]), Math.Exp(x[columns + 1]));
    }

    private sealed class Likelihood(GpData data, double centre)
    {
        private readonly int n = data.Count;
        private readonly int columns = data.Points[0].Length;
        private readonly double[] slopes = new double[data.Count * data.Count];
        private readonly double[] kernel = new double[data.Count * data.Count];

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
}
