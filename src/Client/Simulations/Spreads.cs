using Search.Statistics;

namespace Search.Client.Simulations;

/// <summary>Medians over seeds.</summary>
internal static class Spreads
{
    /// <summary>Median and interval; null where the median is not finite: half of the searches have nothing yet.</summary>
    public static Spread? Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        var median = MedianInterval.Median(all);
        return double.IsFinite(median)
            ? new Spread(median, MedianInterval.Of(all) is var (low, high) && double.IsFinite(low) && double.IsFinite(high) ? [low, high] : null)
            : null;
    }
}
