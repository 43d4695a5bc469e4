using Search.LinearAlgebra;

namespace Search.GaussianProcesses;

/// <summary>The posterior of a function after observations, with a Matérn 5/2 kernel and a length scale for each column.</summary>
/// <remarks>Rasmussen and Williams (2006), algorithm 2.1. Prior mean 0. A prediction costs n² multiplications, half of that without gradient.</remarks>
internal sealed class GaussianProcess
{
    private readonly double[] scaled;
    private readonly double[] inverseScales;
    private readonly double signal;
    private readonly double[] alpha;
    private readonly double[] lowerInverse;
    private readonly double[] upperInverse;
    private readonly int columns;
    private readonly GpData data;
    private readonly GpHyperparameters hyperparameters;

    /// <summary>The posterior after observations.</summary>
    public GaussianProcess(GpData data, GpHyperparameters hyperparameters)
    {
        (this.data, this.hyperparameters) = (data, hyperparameters);
        Count = data.Count;
        columns = hyperparameters.LengthScales.Length;
        signal = hyperparameters.Signal;
        inverseScales = [.. hyperparameters.LengthScales.Select(scale => 1 / scale)];
        scaled = new double[Count * columns];
        for (var i = 0; i < Count; i++)
            for (var k = 0; k < columns; k++)
                scaled[i * columns + k] = data.Points[i][k] * inverseScales[k];
        var factor = Factor(hyperparameters.Noise, data.Variances);
        alpha = [.. data.Values];
        factor.SolveLower(alpha);
        factor.SolveUpper(alpha);
        upperInverse = factor.InverseTransposed();
        lowerInverse = new double[Count * Count];
        for (var i = 0; i < Count; i++)
            for (var j = 0; j <= i; j++)
                lowerInverse[i * Count + j] = upperInverse[j * Count + i];
    }

    /// <summary>Number of observations.</summary>
    public int Count { get; }

    /// <summary>The posterior if points turned out as it predicts: as certain about them as if they were known, and no wiser about the rest.</summary>
    public GaussianProcess Believing(double[][] points) => points.Length == 0
        ? this
        : new GaussianProcess(new GpData([.. data.Points, .. points], [.. data.Values, .. points.Select(point => Mean(point))], [.. data.Variances, .. points.Select(_ => 0.0)]), hyperparameters);

    /// <summary>Mean and variance of the function, without noise, at a point.</summary>
    public (double Mean, double Variance) Predict(ReadOnlySpan<double> point)
    {
        Span<double> kernel = Count <= 512 ? stackalloc double[Count] : new double[Count];
        Kernel(point, kernel, default);
        var mean = Dense.Dot(kernel, alpha);
        var explained = 0.0;
        for (var i = 0; i < Count; i++)
        {
            var part = Dense.Dot(lowerInverse.AsSpan(i * Count, i + 1), kernel);
            explained += part * part;
        }
        return (mean, Math.Max(signal - explained, 1e-14 * signal));
    }

    /// <summary>The mean alone: n multiplications.</summary>
    public double Mean(ReadOnlySpan<double> point)
    {
        Span<double> kernel = Count <= 512 ? stackalloc double[Count] : new double[Count];
        Kernel(point, kernel, default);
        return Dense.Dot(kernel, alpha);
    }

    /// <summary>Means and the lower triangle of the covariance matrix, row-major, of the function without noise at several points. n² multiplications for each point, and n for each pair.</summary>
    public (double[] Means, double[] Covariance) Joint(double[][] points)
    {
        var m = points.Length;
        var (means, covariance, parts, kernel) = (new double[m], new double[m * m], new double[m * Count], new double[Count]);
        for (var a = 0; a < m; a++)
        {
            Kernel(points[a], kernel, default);
            means[a] = Dense.Dot(kernel, alpha);
            for (var i = 0; i < Count; i++)
                parts[a * Count + i] = Dense.Dot(lowerInverse.AsSpan(i * Count, i + 1), kernel);
            for (var b = 0; b <= a; b++)
                covariance[a * m + b] = signal * Matern.Value(SquaredDistance(points[a], points[b])) - Dense.Dot(parts.AsSpan(a * Count, Count), parts.AsSpan(b * Count, Count));
        }
        return (means, covariance);
    }

    private double SquaredDistance(double[] one, double[] other)
    {
        var squared = 0.0;
        for (var k = 0; k < columns; k++)
            squared += (one[k] - other[k]) * (one[k] - other[k]) * inverseScales[k] * inverseScales[k];
        return squared;
    }

    /// <summary>Mean and variance with their gradients by the point's coordinates.</summary>
    public (double Mean, double Variance) Predict(ReadOnlySpan<double> point, Span<double> meanGradient, Span<double> varianceGradient)
    {
        var work = new double[4 * Count];
        Span<double> kernel = work.AsSpan(0, Count), slopes = work.AsSpan(Count, Count), parts = work.AsSpan(2 * Count, Count), weights = work.AsSpan(3 * Count, Count);
        Kernel(point, kernel, slopes);
        var mean = Dense.Dot(kernel, alpha);
        for (var i = 0; i < Count; i++)
            parts[i] = Dense.Dot(lowerInverse.AsSpan(i * Count, i + 1), kernel);
        for (var i = 0; i < Count; i++)
            weights[i] = Dense.Dot(upperInverse.AsSpan(i * Count + i, Count - i), parts[i..]);
        meanGradient.Clear();
        varianceGradient.Clear();
        for (var i = 0; i < Count; i++)
        {
            var byMean = 2 * slopes[i] * alpha[i];
            var byVariance = -4 * slopes[i] * weights[i];
            for (var k = 0; k < columns; k++)
            {
                var offset = (point[k] * inverseScales[k] - scaled[i * columns + k]) * inverseScales[k];
                meanGradient[k] += byMean * offset;
                varianceGradient[k] += byVariance * offset;
            }
        }
        return (mean, Math.Max(signal - Dense.Dot(parts, parts), 1e-14 * signal));
    }

    private void Kernel(ReadOnlySpan<double> point, Span<double> kernel, Span<double> slopes)
    {
        Span<double> mine = stackalloc double[columns];
        for (var k = 0; k < columns; k++)
            mine[k] = point[k] * inverseScales[k];
        for (var i = 0; i < Count; i++)
        {
            var squared = 0.0;
            var other = scaled.AsSpan(i * columns, columns);
            for (var k = 0; k < columns; k++)
                squared += (mine[k] - other[k]) * (mine[k] - other[k]);
            if (slopes.IsEmpty)
            {
                kernel[i] = signal * Matern.Value(squared);
                continue;
            }
            var (value, slope) = Matern.WithSlope(squared);
            (kernel[i], slopes[i]) = (signal * value, signal * slope);
        }
    }

    private Cholesky Factor(double noise, double[] variances)
    {
        // Points that nearly coincide make the matrix singular in floating point: a little more noise is added until it is not.
        for (var jitter = 1e-10 * signal; ; jitter *= 10)
        {
            var matrix = new double[Count * Count];
            for (var i = 0; i < Count; i++)
            {
                Kernel(i, matrix.AsSpan(i * Count, i));
                matrix[i * Count + i] = signal + noise + jitter + variances[i];
            }
            if (Cholesky.Of(matrix, Count) is { } factor)
                return factor;
        }
    }

    private void Kernel(int row, Span<double> kernel)
    {
        var mine = scaled.AsSpan(row * columns, columns);
        for (var j = 0; j < kernel.Length; j++)
        {
            var squared = 0.0;
            var other = scaled.AsSpan(j * columns, columns);
            for (var k = 0; k < columns; k++)
                squared += (mine[k] - other[k]) * (mine[k] - other[k]);
            kernel[j] = signal * Matern.Value(squared);
        }
    }
}
