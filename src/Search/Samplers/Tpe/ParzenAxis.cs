using Search.Randomness;
using Search.Spaces;
using Search.Statistics;

namespace Search.Samplers.Tpe;

/// <summary>One parameter of a Parzen estimator: the kernels' places along it and their common width.</summary>
/// <remarks>
/// Numbers and ordinals lie in the unit interval and have a Gaussian kernel that is cut off at its ends; the values of a choice are indices and have the kernel of Aitchison and Aitken (1976).
/// Equal places are computed once, so that finite parameters cost as many kernels as they have values.
/// </remarks>
internal sealed class ParzenAxis
{
    private readonly int choices;
    private readonly double[] places;
    private readonly int[] placeOf;
    private readonly double[] logHeights;
    private readonly double[] logKernels;
    private readonly double width;

    /// <summary>The axis over what was observed.</summary>
    /// <param name="domain">The parameter's domain.</param>
    /// <param name="observed">The kernels' centres.</param>
    /// <param name="weights">The kernels' weights, which sum to 1.</param>
    /// <param name="dimensions">Number of axes of the whole estimator.</param>
    public ParzenAxis(Domain domain, double[] observed, double[] weights, int dimensions)
    {
        choices = domain is ChoiceDomain choice ? choice.Values.Count : 0;
        (places, placeOf) = domain.Count is null ? (observed, []) : Distinct(observed);
        logKernels = new double[places.Length];
        width = choices > 0 ? Smoothing(choices, observed.Length) : observed.Length == 0 ? 1 : Bandwidth(observed, weights, dimensions, domain.Count);
        // A kernel has only the mass that lies within the interval.
        logHeights = choices > 0 ? [] : [.. places.Select(place => -Math.Log(StandardNormal.Between(-place / width, (1 - place) / width)))];
    }

    /// <summary>Adds to every kernel's entry the logarithm of what it gives to a candidate: a density at a point, a probability over a stretch or of a choice.</summary>
    public void AddLogKernels(double low, double high, double[] sums)
    {
        if (choices > 0)
            for (var i = 0; i < places.Length; i++)
                logKernels[i] = Math.Log(places[i] == low ? 1 - width : width / Math.Max(1, choices - 1));
        else if (high > low)
            for (var i = 0; i < places.Length; i++)
                logKernels[i] = Math.Log(Math.Max(StandardNormal.Between((low - places[i]) / width, (high - places[i]) / width), 1e-300)) + logHeights[i];
        else
        {
            var (scale, height) = (1 / width, -Math.Log(width * Math.Sqrt(2 * Math.PI)));
            for (var i = 0; i < places.Length; i++)
            {
                var distance = (low - places[i]) * scale;
                logKernels[i] = height + logHeights[i] - 0.5 * distance * distance;
            }
        }
        for (var kernel = 0; kernel < sums.Length; kernel++)
            sums[kernel] += logKernels[Place(kernel)];
    }

    /// <summary>The same of the prior: uniform.</summary>
    public double LogPrior(double low, double high) => choices > 0 ? -Math.Log(choices) : high > low ? Math.Log(high - low) : 0;

    /// <summary>A random place by a kernel; by the prior where it is null.</summary>
    public double Sample(int? kernel, SearchRandom random)
    {
        if (choices > 0)
            return kernel is { } seen && random.NextDouble() >= width * choices / (choices - 1) ? places[Place(seen)] : random.Next(choices);
        if (kernel is not { } centre)
            return random.NextDouble();
        // At least a third of a kernel lies inside, as its centre does and its width is at most 1.
        while (true)
            if (places[Place(centre)] + width * random.NextNormal() is >= 0 and <= 1 and var place)
                return place;
    }

    private int Place(int kernel) => placeOf.Length == 0 ? kernel : placeOf[kernel];

    private static (double[] Places, int[] PlaceOf) Distinct(double[] observed)
    {
        var (places, placeOf, known) = (new List<double>(), new int[observed.Length], new Dictionary<double, int>());
        for (var i = 0; i < observed.Length; i++)
        {
            if (known.TryAdd(observed[i], places.Count))
                places.Add(observed[i]);
            placeOf[i] = known[observed[i]];
        }
        return ([.. places], placeOf);
    }

    /// <summary>Probability given to the other values together: that of one more observation which is spread over all, and never below half of what chance would give them.</summary>
    /// <remarks>Without that floor a search of a hundred trials often stays with the choice that looked best among the first ten: measured on mixed spaces, as was the floor below.</remarks>
    private static double Smoothing(int choices, int observed) => Math.Max(0.5 * (choices - 1) / choices, (choices - 1.0) / (observed + choices));

    /// <summary>Scott's rule, but never below what the number of observations supports, nor so narrow that a neighbouring value of a finite domain is out of reach.</summary>
    private static double Bandwidth(double[] observed, double[] weights, int dimensions, long? values)
    {
        var mean = 0.0;
        for (var i = 0; i < observed.Length; i++)
            mean += weights[i] * observed[i];
        var variance = 0.0;
        for (var i = 0; i < observed.Length; i++)
            variance += weights[i] * (observed[i] - mean) * (observed[i] - mean);
        var rule = 1.059 * Math.Sqrt(variance) * Math.Pow(observed.Length, -1.0 / (dimensions + 4));
        var clip = Math.Max(TpeSampler.SmallestWidth, 1.0 / ((double)observed.Length * observed.Length));
        return Math.Min(1, Math.Max(rule, Math.Max(clip, 0.75 / (values ?? long.MaxValue))));
    }
}
