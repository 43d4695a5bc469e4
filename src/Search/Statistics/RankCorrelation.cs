namespace Search.Statistics;

/// <summary>Whether two measures order the same things alike: Spearman's correlation, where needed with weights.</summary>
public static class RankCorrelation
{
    /// <summary>Spearman's rank correlation of weighted pairs; null where it has no meaning.</summary>
    /// <remarks>
    /// A pair of weight w counts as w pairs would: ranks are sums of the weights below, ties share their middle. So a sample in which some were less likely
    /// to be seen is set right by the inverse of their odds (Horvitz and Thompson, JASA 1952). A constant <paramref name="xs"/> orders nothing and
    /// correlates 0. Cost: O(n log n).
    /// </remarks>
    /// <param name="xs">The first measure; not NaN.</param>
    /// <param name="ys">The second; not NaN. Null is returned when it is constant: there is no order to agree with.</param>
    /// <param name="weights">Above 0.</param>
    public static double? Weighted(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys, ReadOnlySpan<double> weights)
    {
        if (xs.Length != ys.Length || xs.Length != weights.Length)
            throw new ArgumentException($"There are {xs.Length} first values, {ys.Length} second values and {weights.Length} weights: they must be as many.", nameof(xs));
        var (first, second) = (Ranks(xs, weights), Ranks(ys, weights));
        double total = 0, meanX = 0, meanY = 0;
        for (var i = 0; i < weights.Length; i++)
            (total, meanX, meanY) = (total + weights[i], meanX + weights[i] * first[i], meanY + weights[i] * second[i]);
        (meanX, meanY) = (meanX / total, meanY / total);
        double xx = 0, yy = 0, xy = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            var (dx, dy) = (first[i] - meanX, second[i] - meanY);
            (xx, yy, xy) = (xx + weights[i] * dx * dx, yy + weights[i] * dy * dy, xy + weights[i] * dx * dy);
        }
        if (!(yy > 0))
            return null;
        return xx > 0 ? Math.Clamp(xy / Math.Sqrt(xx * yy), -1, 1) : 0;
    }

    /// <summary>How many equally weighted pairs tell as much (Kish 1965): the square of the sum over the sum of squares.</summary>
    public static double EffectivePairs(ReadOnlySpan<double> weights)
    {
        double sum = 0, squares = 0;
        foreach (var weight in weights)
            (sum, squares) = (sum + weight, squares + weight * weight);
        return squares > 0 ? sum * sum / squares : 0;
    }

    private static double[] Ranks(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        double[] sorted = [.. values];
        var order = new int[values.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(sorted, order);
        var (ranks, below) = (new double[values.Length], 0.0);
        for (int from = 0, to; from < order.Length; from = to)
        {
            var tied = 0.0;
            for (to = from; to < order.Length && sorted[to] == sorted[from]; to++)
                tied += weights[order[to]];
            for (var i = from; i < to; i++)
                ranks[order[i]] = below + tied / 2;
            below += tied;
        }
        return ranks;
    }
}
