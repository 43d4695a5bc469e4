using Search.Randomness;

namespace Search.GaussianProcesses;

/// <summary>Hyperparameters as uncertain as the observations leave them, where the most plausible alone would be too sure of itself.</summary>
/// <remarks>
/// Importance sampling: draws around the most plausible at several widths, weighed by plausibility over density, and resampled. With few observations the posterior is nearly as broad as the prior and
/// many draws count; with many it is narrow and little is lost where few do. Cost: an evaluation of the likelihood without gradient for each draw.
/// </remarks>
internal static class GpPosterior
{
    private const int Draws = 240;
    private static readonly double[] Widths = [1, 0.5, 0.2];

    /// <summary>The most plausible, and so many draws from the posterior, equally likely; a draw that comes several times is one object.</summary>
    /// <param name="data">Observations, their values of mean 0 and variance 1.</param>
    /// <param name="count">How many.</param>
    /// <param name="evaluations">At most so many evaluations of the likelihood to find the most plausible.</param>
    /// <param name="random">Draws.</param>
    public static IReadOnlyList<GpHyperparameters> Of(GpData data, int count, int evaluations, SearchRandom random)
    {
        var likelihood = new GpLikelihood(data);
        var mode = GpFit.Logarithms(likelihood, evaluations);
        var (low, high) = likelihood.Bounds();
        var spreads = likelihood.Spreads();
        double[][] points = [.. Enumerable.Range(0, Draws).Select(draw => draw == 0 ? mode : Around(mode, spreads, Widths[draw % Widths.Length], random))];
        double[] logs = [.. points.Select(point => Within(point, low, high) ? -likelihood.Evaluate(point, []) - LogDensity(point, mode, spreads) : double.NegativeInfinity)];
        var most = logs.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        double[] weights = [.. logs.Select(log => double.IsFinite(log) ? Math.Exp(log - most) : 0)];
        var (total, at, sum) = (weights.Sum(), 0, weights[0]);
        List<GpHyperparameters> chosen = [likelihood.Hyperparameters(mode)];
        var last = 0;
        for (var i = 0; i < count; i++)
        {
            while (at < Draws - 1 && sum < (i + 0.5) / count * total)
                sum += weights[++at];
            chosen.Add(at == last ? chosen[^1] : likelihood.Hyperparameters(points[at]));
            last = at;
        }
        return chosen;
    }

    private static double[] Around(double[] mode, double[] spreads, double width, SearchRandom random)
    {
        double[] point = [.. mode];
        for (var k = 0; k < point.Length; k++)
            point[k] += width * spreads[k] * random.NextNormal();
        return point;
    }

    private static bool Within(double[] point, double[] low, double[] high) => point.Index().All(entry => entry.Item >= low[entry.Index] && entry.Item <= high[entry.Index]);

    private static double LogDensity(double[] point, double[] mode, double[] spreads)
    {
        var squared = 0.0;
        for (var k = 0; k < point.Length; k++)
            squared += (point[k] - mode[k]) * (point[k] - mode[k]) / (spreads[k] * spreads[k]);
        double[] parts = [.. Widths.Select(width => -0.5 * squared / (width * width) - point.Length * Math.Log(width))];
        var most = parts.Max();
        return most + Math.Log(parts.Sum(part => Math.Exp(part - most)));
    }
}
