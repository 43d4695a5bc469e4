using Search.Randomness;

namespace Search.Bench.Optuna;

/// <summary>Medians and how sure they are.</summary>
internal static class Medians
{
    private const int Resamples = 10_000;

    /// <summary>Below this two gaps are alike: doubles cannot tell them from the optimum.</summary>
    private const double Least = 1e-12;

    public static double Of(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The ratio of the medians of two independent samples.</summary>
    public static double Ratio(IReadOnlyList<double> ours, IReadOnlyList<double> theirs) => Math.Max(Least, Of(ours)) / Math.Max(Least, Of(theirs));

    /// <summary>The one-sided upper 95 % bound of <see cref="Ratio"/> by the percentile bootstrap, both samples drawn afresh.</summary>
    public static double UpperBound(double[] ours, double[] theirs)
    {
        var random = new SearchRandom(1);
        var ratios = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
            ratios[i] = Ratio(Draw(ours, random), Draw(theirs, random));
        Array.Sort(ratios);
        return ratios[(int)(0.95 * Resamples)];
    }

    private static double[] Draw(double[] from, SearchRandom random)
    {
        var drawn = new double[from.Length];
        for (var i = 0; i < drawn.Length; i++)
            drawn[i] = from[random.Next(from.Length)];
        return drawn;
    }
}
