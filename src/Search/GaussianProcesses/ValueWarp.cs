using Search.Statistics;

namespace Search.GaussianProcesses;

/// <summary>Brings values to mean 0 and variance 1 such that a few dreadful ones do not drown the differences among the good.</summary>
/// <remarks>
/// Values worse than the median are placed where a normal distribution would have values of their rank, its spread estimated from the better half, unless they are nearer already; so
/// orders of magnitude above the median shrink to some standard deviations. The better half is only scaled. After the half-rank warping of Song et al., "The Vizier Gaussian
/// Process Bandit Algorithm" (2024).
/// </remarks>
internal static class ValueWarp
{
    /// <summary>The observations with warped values, all finite; variances are scaled alike.</summary>
    public static GpData Of(GpData data) => Of(data, out _);

    /// <summary>The same.</summary>
    /// <param name="data">The observations.</param>
    /// <param name="unit">What a difference of 1 between warped values of the better half was before; 0 where all are equal.</param>
    public static GpData Of(GpData data, out double unit)
    {
        // The square of a value beyond 1e154 is no number any more.
        var size = data.Values.Max(value => Math.Abs(value));
        double[] values = size > 1e100 ? [.. data.Values.Select(value => value / size)] : data.Values;
        var n = values.Length;
        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => values[i]).ThenBy(i => i)];
        var median = values[order[(n - 1) / 2]];
        double[] better = [.. values.Where(value => value <= median)];
        var spread = Math.Sqrt(better.Sum(value => (value - median) * (value - median)) / better.Length);
        double[] warped = [.. values];
        if (spread > 0)
            for (var rank = 0; rank < n; rank++)
                if (values[order[rank]] > median)
                    warped[order[rank]] = Math.Min(values[order[rank]], median + spread * StandardNormal.Quantile((rank + 0.5) / n));
        var mean = warped.Average();
        var deviation = Math.Sqrt(warped.Sum(value => (value - mean) * (value - mean)) / n);
        unit = size > 1e100 ? size * deviation : deviation;
        if (!(deviation > 0))
            return data with { Values = new double[n], Variances = new double[n] };
        return data with
        {
            Values = [.. warped.Select(value => (value - mean) / deviation)],
            Variances = [.. data.Variances.Select(variance => Math.Min(1, variance / (deviation * deviation)))],
        };
    }
}
