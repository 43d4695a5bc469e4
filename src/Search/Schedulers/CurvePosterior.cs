using Search.Statistics;

namespace Search.Schedulers;

/// <summary>What a curve so far says of its value at a later epoch: a mixture of Student's t distributions over families of curves.</summary>
/// <remarks>
/// <para>
/// Domhan et al., "Speeding Up Automatic Hyperparameter Optimization of Deep Neural Networks by Extrapolation of Learning Curves" (IJCAI 2015), whose MCMC over a weighted
/// sum of eleven families takes seconds a decision. Here every family is y(t) = c + a · (g(t) − g(T)) + ε with one shape g and no other free parameter, so that c is
/// the value at the horizon T: the power law t^−α and the exponential exp(−βt/T) for eight and nine exponents in steps of √2, the inverse logarithm 1/ln(t + 1), the straight line,
/// and half a cosine, the course of an annealed learning rate. Under a normal-inverse-gamma prior over c, a and the noise each family's posterior and evidence
/// are exact sums over two-by-two matrices; the families are averaged by evidence. The exact integral over a grid replaces the sampling, and is deterministic.
/// </para>
/// <para>Priors: c and a within ±100 noise deviations of the last value and of 0; the noise about a fiftieth of the curve's range, with the weight of two points.
/// Because no family is the truth, what it foretells beyond the last value is taken to be wrong by a quarter (one deviation). Cost: O(20 n) in epochs.</para>
/// </remarks>
internal readonly struct CurvePosterior
{
    private const double Shape = 1;
    private const double PriorPrecision = 1e-4;
    private const double NoisePart = 0.02;
    private const double ShapeError = 0.25;

    private static readonly Func<double, double, double>[] Families =
    [
        .. ((double[])[0.25, 0.35, 0.5, 0.7, 1, 1.4, 2, 2.8]).Select(alpha => (Func<double, double, double>)((t, _) => Math.Pow(t, -alpha))),
        .. ((double[])[1, 1.4, 2, 2.8, 4, 5.6, 8, 11.2, 16]).Select(beta => (Func<double, double, double>)((t, horizon) => Math.Exp(-beta * t / horizon))),
        (t, _) => 1 / Math.Log(t + 1),
        (t, horizon) => 1 - t / horizon,
        (t, horizon) => 0.5 * (1 + Math.Cos(Math.PI * t / horizon)),
    ];

    private readonly double[] weights, locations, scales;
    private readonly double degrees;

    private CurvePosterior(double[] weights, double[] locations, double[] scales, double degrees) => (this.weights, this.locations, this.scales, this.degrees) = (weights, locations, scales, degrees);

    /// <summary>The mixture's centre: the mean of the families' centres.</summary>
    public double Mean
    {
        get
        {
            var mean = 0.0;
            for (var family = 0; family < weights.Length; family++)
                mean += weights[family] * locations[family];
            return mean;
        }
    }

    /// <summary>The odds that the value is below a bound, after the distribution was moved by <paramref name="shift"/> and widened by a variance.</summary>
    public double Below(double bound, double shift = 0, double variance = 0)
    {
        var odds = 0.0;
        for (var family = 0; family < weights.Length; family++)
            odds += weights[family] * StudentT.Cdf((bound - locations[family] - shift) / Math.Sqrt(scales[family] * scales[family] + variance), degrees);
        return odds;
    }

    /// <summary>The posterior of the value at a horizon, from the first values of a curve.</summary>
    /// <param name="epochs">Their epochs, ascending.</param>
    /// <param name="values">The values; none is NaN.</param>
    /// <param name="count">How many of them to use; at least 1.</param>
    /// <param name="horizon">The epoch that is asked for, beyond the last.</param>
    public static CurvePosterior Of(IReadOnlyList<int> epochs, IReadOnlyList<double> values, int count, int horizon)
    {
        var (last, least, most) = (values[count - 1], double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0; i < count; i++)
            (least, most) = (Math.Min(least, values[i]), Math.Max(most, values[i]));
        // A curve that does not move at all still has noise.
        var noise = NoisePart * Math.Max(most - least, 1e-6 * Math.Max(1, Math.Abs(last)));
        var rate = Shape * noise * noise;
        var (weights, locations, scales) = (new double[Families.Length], new double[Families.Length], new double[Families.Length]);
        for (var family = 0; family < Families.Length; family++)
        {
            double gg = PriorPrecision, g1 = 0, gy = 0, sumY = 0, yy = 0;
            var end = Families[family](horizon, horizon);
            for (var i = 0; i < count; i++)
            {
                var (g, y) = (Families[family](epochs[i], horizon) - end, values[i] - last);
                (gg, g1, gy, sumY, yy) = (gg + g * g, g1 + g, gy + g * y, sumY + y, yy + y * y);
            }
            var ones = count + PriorPrecision;
            var determinant = ones * gg - g1 * g1;
            var c = (gg * sumY - g1 * gy) / determinant;
            var a = (ones * gy - g1 * sumY) / determinant;
            var (shape, posterior) = (Shape + count / 2.0, rate + 0.5 * Math.Max(0, yy - c * sumY - a * gy));
            locations[family] = last + c;
            scales[family] = Math.Sqrt(posterior / shape * (1 + gg / determinant) + ShapeError * ShapeError * c * c);
            weights[family] = -0.5 * Math.Log(determinant) - shape * Math.Log(posterior); // the evidence, up to what all families share
        }
        var (top, total) = (weights.Max(), 0.0);
        for (var family = 0; family < weights.Length; family++)
            total += weights[family] = Math.Exp(weights[family] - top);
        for (var family = 0; family < weights.Length; family++)
            weights[family] /= total;
        return new CurvePosterior(weights, locations, scales, 2 * (Shape + count / 2.0));
    }
}
