namespace Search.Statistics;

/// <summary>The median of a sample and its 95 % interval, whatever the distribution.</summary>
/// <remarks>
/// By order statistics: the number of values below the true median is binomial with one half, so the k-th smallest and the k-th largest value enclose it with at least 95 % where
/// P(B ≤ k − 1) ≤ 2.5 % (Conover, "Practical Nonparametric Statistics", 3.2). With fewer than six values there is no such interval.
/// </remarks>
public static class MedianInterval
{
    /// <summary>The median, the mean of the two middle values where they are two; NaN for no values. Infinite values are allowed.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0)
            return double.NaN;
        var (low, high) = (sorted[(sorted.Length - 1) / 2], sorted[sorted.Length / 2]);
        return low == high ? low : (low + high) / 2; // equal infinities have no mean
    }

    /// <summary>The interval; null for fewer than six values.</summary>
    public static (double Low, double High)? Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var k = Rank(sorted.Length);
        return k == 0 ? null : (sorted[k - 1], sorted[^k]);
    }

    /// <summary>The largest k that still gives 95 %.</summary>
    private static int Rank(int count)
    {
        var (k, below, term) = (0, 0.0, Math.Pow(0.5, count));
        // Beyond a thousand the powers vanish: the normal limit is exact enough there.
        if (count > 1000)
            return Math.Max(1, (int)Math.Floor((count + 1) / 2.0 - 1.959964 * Math.Sqrt(count) / 2));
        while (k < count / 2)
        {
            below += term;
            if (below > 0.025)
                break;
            k++;
            term = term * (count - k + 1) / k;
        }
        return k;
    }
}
