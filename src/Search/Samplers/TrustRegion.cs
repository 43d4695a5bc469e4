namespace Search.Samplers;

/// <summary>How wide around the best point a local search looks: wider after successes in a row, narrower after failures.</summary>
/// <remarks>
/// The bookkeeping of TuRBO (Eriksson et al., "Scalable Global Optimization via Local Bayesian Optimization", NeurIPS 2019), folded over the results in their order. Deviations: all
/// trials count, whoever proposed them; a region that has shrunk to nothing starts wide again around the best point, for the model remembers what is there.
/// </remarks>
internal static class TrustRegion
{
    private const double Widest = 1.6, Narrowest = 1e-5;
    private const int Successes = 2;

    /// <summary>The side of the region, in units of the cube, after these results.</summary>
    /// <param name="values">In the order of settling; lower is better.</param>
    /// <param name="columns">Columns of the encoding: with more of them, more failures are needed to tell.</param>
    /// <param name="initial">Results of the initial design, which say nothing of the region.</param>
    public static double Length(IReadOnlyList<double> values, int columns, int initial)
    {
        const double start = 0.8;
        var failures = Math.Max(4, columns / 2 + 2);
        var (length, succeeded, failed, best) = (start, 0, 0, double.PositiveInfinity);
        for (var i = 0; i < values.Count; i++)
        {
            var isBetter = values[i] < best;
            best = Math.Min(best, values[i]);
            if (i < initial)
                continue;
            (succeeded, failed) = isBetter ? (succeeded + 1, 0) : (0, failed + 1);
            if (succeeded >= Successes)
                (length, succeeded) = (Math.Min(Widest, length * 2), 0);
            if (failed >= failures)
                (length, failed) = (length / 2, 0);
            if (length < Narrowest)
                length = start;
        }
        return length;
    }
}
