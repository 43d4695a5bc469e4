using Search.LinearAlgebra;

namespace Search.GaussianProcesses;

/// <summary>How plausible hyperparameters are after observations, by likelihood and priors, on logarithms.</summary>
/// <remarks>
/// Rasmussen and Williams (2006), equations 5.8 and 5.9. Priors: length scales log-normal around a scale that grows with √columns (Hvarfner et al., "Vanilla Bayesian
/// Optimization Performs Great in High Dimensions", 2024, in spirit: with more columns each one is taken to matter less); signal around the values' variance; noise broad and small.
/// Some columns may be bent (<see cref="KumaraswamyWarp"/>); both bends are log-normal around none. An evaluation costs about n³/2 multiplications, a third of that without gradient.
/// </remarks>
/// <param name="data">Observations, their values of mean 0 and variance 1.</param>
/// <param name="bent">Columns whose bends are hyperparameters too, with coordinates in [0, 1].</param>
internal sealed class GpLikelihood(GpData data, params int[] bent)
{
    private const double ScaleSpread = 1.0, SignalSpread = 0.7, NoiseCentre = -5, NoiseSpread = 3, BendSpread = 0.75, MostBend = 2.3;
    private const double LeastNoise = 1e-9;

    private readonly int n = data.Count;
    private readonly int columns = data.Points[0].Length;
    private readonly double centre = Math.Log(0.4 * Math.Sqrt(data.Points[0].Length));
    private readonly double[] slopes = new double[data.Count * data.Count];
    private readonly double[] kernel = new double[data.Count * data.Count];

    /// <summary>Where the search for the most plausible begins.</summary>
    public double[] Start() => [.. Enumerable.Repeat(centre, columns), 0, Math.Log(1e-3), .. new double[2 * bent.Length]];

    /// <summary>What is allowed for each logarithm.</summary>
    public (double[] Low, double[] High) Bounds() =>
        ([.. Enumerable.Repeat(Math.Log(0.02), columns), Math.Log(0.05), Math.Log(LeastNoise), .. Enumerable.Repeat(-MostBend, 2 * bent.Length)],
            [.. Enumerable.Repeat(Math.Log(50), columns), Math.Log(50), Math.Log(1.0), .. Enumerable.Repeat(MostBend, 2 * bent.Length)]);

    /// <summary>How far each logarithm is taken to spread before anything is known.</summary>
    public double[] Spreads() => [.. Enumerable.Repeat(ScaleSpread, columns), SignalSpread, NoiseSpread, .. Enumerable.Repeat(BendSpread, 2 * bent.Length)];

    /// <summary>The hyperparameters of logarithms.</summary>
    public GpHyperparameters Hyperparameters(ReadOnlySpan<double> x) => new([.. x[..columns].ToArray().Select(log => Math.Exp(log))], Math.Exp(x[columns]), Math.Exp(x[columns + 1]));

    /// <summary>The bend of each of the bent columns, in their order.</summary>
    public KumaraswamyWarp[] Warps(ReadOnlySpan<double> x)
    {
        var warps = new KumaraswamyWarp[bent.Length];
        for (var b = 0; b < bent.Length; b++)
            warps[b] = new KumaraswamyWarp(Math.Exp(x[columns + 2 + 2 * b]), Math.Exp(x[columns + 3 + 2 * b]));
        return warps;
    }

    /// <summary>Minus the logarithm of the plausibility, up to a constant; NaN where it cannot be computed. The gradient is left out where there is no room for it.</summary>
    /// <param name="x">Logarithms of the length scales, the signal, the noise, and of a and b of each bent column.</param>
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
            Gradient(factor, alpha, scaled, x, gradient);
        return result + Prior(x, gradient);
    }

    private void Gradient(Cholesky factor, double[] alpha, double[] scaled, ReadOnlySpan<double> x, Span<double> gradient)
    {
        gradient.Clear();
        var (signal, noise) = (Math.Exp(x[columns]), Math.Exp(x[columns + 1]));
        var byPosition = bent.Length > 0 ? new double[n * columns] : null;
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
                    if (byPosition is not null)
                    {
                        byPosition[i * columns + k] -= common * difference;
                        byPosition[j * columns + k] += common * difference;
                    }
                }
            }
            var own = Dense.Dot(mine, mine) - alpha[i] * alpha[i];
            bySignal += 0.5 * own * signal;
            byNoise += 0.5 * own * noise;
        }
        gradient[columns] = bySignal;
        gradient[columns + 1] = byNoise;
        var warps = Warps(x);
        for (var b = 0; b < bent.Length; b++)
        {
            var (k, perScale) = (bent[b], Math.Exp(-x[bent[b]]));
            for (var i = 0; i < n; i++)
            {
                var (byLogA, byLogB) = warps[b].Slopes(data.Points[i][k]);
                gradient[columns + 2 + 2 * b] += byPosition![i * columns + k] * perScale * byLogA;
                gradient[columns + 3 + 2 * b] += byPosition![i * columns + k] * perScale * byLogB;
            }
        }
    }

    private double Prior(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var sum = 0.0;
        for (var k = 0; k < x.Length; k++)
        {
            var (middle, spread) = k < columns ? (centre, ScaleSpread) : k == columns ? (0, SignalSpread) : k == columns + 1 ? (NoiseCentre, NoiseSpread) : (0, BendSpread);
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
        var warps = Warps(x);
        for (var k = 0; k < columns; k++)
        {
            var inverse = Math.Exp(-x[k]);
            var b = Array.IndexOf(bent, k);
            for (var i = 0; i < n; i++)
                scaled[i * columns + k] = (b < 0 ? data.Points[i][k] : warps[b].Of(data.Points[i][k])) * inverse;
        }
        return scaled;
    }
}
