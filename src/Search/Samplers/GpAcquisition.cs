using Search.GaussianProcesses;
using Search.LinearAlgebra;
using Search.Randomness;
using Search.Spaces;

namespace Search.Samplers;

/// <summary>Finds the configuration of which a Gaussian process expects the greatest improvement.</summary>
/// <remarks>
/// Random candidates, uniform and around the best trials at all scales; the most promising few climb by gradient along the continuous parameters that are present, then try the
/// other values of the finite ones. Every candidate is a real configuration, rounded before it is judged: a model that is asked about values
/// between the possible ones proposes the same rounded point again and again. Configurations that were tried or break a constraint are none.
/// </remarks>
internal sealed class GpAcquisition
{
    private const int UniformCandidates = 300, NearCandidates = 200, Sources = 5, Climbs = 4, ClimbEvaluations = 30, Exchanges = 8;
    private const double ChoiceChange = 0.25, NearChange = 0.15;

    private readonly SearchSpace space;
    private readonly SpaceEncoding encoding;
    private readonly int[] columnOf;
    private readonly bool isPlain;
    private readonly CostModel? costs;

    public GpAcquisition(SearchSpace space, SpaceEncoding encoding, CostModel? costs = null)
    {
        (this.space, this.encoding, this.costs) = (space, encoding, costs);
        columnOf = new int[space.Dimensions];
        Array.Fill(columnOf, -1);
        for (var k = encoding.Columns.Count - 1; k >= 0; k--)
            columnOf[encoding.Columns[k].Parameter] = k;
        // In a plain box a point is its own encoding, which saves making hundreds of configurations.
        isPlain = encoding.Columns.Count == space.Dimensions && space.Constraints is null && encoding.Columns.All(column => column is { Count: null, IsChoice: false })
            && space.Parameters.All(parameter => parameter.When.Count == 0 && parameter.Refinements.Count == 0);
    }

    /// <summary>The most promising configuration.</summary>
    /// <param name="process">The model of <paramref name="data"/>.</param>
    /// <param name="data">The trials it knows.</param>
    /// <param name="search">All trials, and those that run.</param>
    /// <param name="region">Where to look; null for everywhere.</param>
    public Configuration Best(GaussianProcess process, GpData data, GpSearch search, GpRegion? region)
    {
        double[] means = Means(process, data);
        var view = ViewOf(process, means, search, region);
        var candidates = Draw(data, means, view, search.Random, region);
        return candidates.Count == 0
            ? space.FromUnit(Uniform(search.Random))
            : encoding.Decode(Refined(candidates, view).MaxBy(candidate => candidate.Value)!.Point);
    }

    /// <summary>The most promising of many candidates from everywhere, encoded and all different, the best of them first; none where all was tried.</summary>
    /// <param name="process">The model of <paramref name="data"/>.</param>
    /// <param name="data">The trials it knows.</param>
    /// <param name="search">All trials, and those that run.</param>
    /// <param name="draws">How many times as many candidates as for a proposal.</param>
    /// <param name="most">At most so many.</param>
    public double[][] Promising(GaussianProcess process, GpData data, GpSearch search, int draws, int most)
    {
        double[] means = Means(process, data);
        var view = ViewOf(process, means, search, region: null);
        List<Candidate> candidates = [.. Enumerable.Range(0, draws).SelectMany(_ => Draw(data, means, view, search.Random, region: null))];
        return [.. Refined(candidates, view).Concat(candidates)
            .DistinctBy(candidate => Key(candidate.Point)).OrderByDescending(candidate => candidate.Value).Take(most).Select(candidate => candidate.Point)];
    }

    private static double[] Means(GaussianProcess process, GpData data) => [.. data.Points.Select(point => process.Mean(point))];

    private View ViewOf(GaussianProcess process, double[] means, GpSearch search, GpRegion? region) =>
        new(process.Believing(search.Running), means.Min(), costs, Bounds(region), [.. search.Data.Points.Concat(search.Running).Select(Key)]);

    private List<Candidate> Draw(GpData data, double[] means, View view, SearchRandom random, GpRegion? region)
    {
        var candidates = new List<Candidate>(UniformCandidates + NearCandidates);
        var middle = region is null ? null : Unit(region.Centre, random);
        for (var i = 0; i < UniformCandidates; i++)
            Try(candidates, middle is null ? Uniform(random) : Around(middle, view, random), view);
        double[][] sources = [.. Enumerable.Range(0, means.Length).OrderBy(i => means[i]).ThenBy(i => i).Take(Sources).Select(i => Unit(data.Points[i], random))];
        for (var i = 0; i < NearCandidates; i++)
            Try(candidates, Near(sources[i % sources.Length], view, random), view);
        return candidates;
    }

    /// <summary>The best candidates, each climbed to the top near it.</summary>
    private IEnumerable<Candidate> Refined(List<Candidate> candidates, View view) =>
        candidates.OrderByDescending(candidate => candidate.Value).Take(Climbs).Select(candidate => Exchange(Climb(candidate, view), view));

    /// <summary>Tries other values of each finite parameter, and keeps what is better after a climb from there.</summary>
    private Candidate Exchange(Candidate current, View view)
    {
        for (var p = 0; p < space.Dimensions && !isPlain; p++)
        {
            if (columnOf[p] < 0 || space.Parameters[p].Domain.Count is not { } count)
                continue;
            var cell = Math.Clamp((long)(current.Unit[p] * count), 0, count - 1);
            var listsAll = count <= Exchanges || encoding.Columns[columnOf[p]].IsChoice;
            var (from, to) = listsAll ? (0, count) : (Math.Max(0, cell - Exchanges / 2), Math.Min(count, cell + Exchanges / 2 + 1));
            var others = new List<Candidate>();
            for (var value = from; value < to; value++)
                if (value != cell)
                    Try(others, [.. current.Unit[..p], (value + 0.5) / count, .. current.Unit[(p + 1)..]], view);
            if (others.MaxBy(candidate => candidate.Value) is { } other && Climb(other, view) is var climbed && climbed.Value > current.Value)
                current = climbed;
        }
        return current;
    }

    private Candidate Climb(Candidate start, View view)
    {
        double[] point = [.. start.Point], low = [.. point], high = [.. point];
        var configuration = isPlain ? null : space.FromUnit(start.Unit);
        for (var k = 0; k < point.Length; k++)
            if (isPlain || (encoding.Columns[k] is { Count: null, IsChoice: false } && configuration!.Has(space.Parameters[encoding.Columns[k].Parameter].Name)))
                (low[k], high[k]) = (Math.Min(view.Low[k], point[k]), Math.Max(view.High[k], point[k]));
        var value = -BoxMinimizer.Minimize(view.Negative, point, low, high, ClimbEvaluations, tolerance: 1e-6);
        if (!(value > start.Value))
            return start;
        double[] unit = [.. start.Unit];
        for (var k = 0; k < point.Length; k++)
            if (low[k] < high[k])
                unit[encoding.Columns[k].Parameter] = point[k];
        return IsOpen(unit, point, view) ? new Candidate(unit, point, value) : start;
    }

    private void Try(List<Candidate> candidates, double[] unit, View view)
    {
        var point = isPlain ? unit : encoding.Encode(space.FromUnit(unit));
        if (IsOpen(unit, point, view))
            candidates.Add(new Candidate(unit, point, view.Improvement(point)));
    }

    private bool IsOpen(double[] unit, double[] point, View view) => !view.Taken.Contains(Key(point)) && (space.Constraints is null || space.Allows(space.FromUnit(unit)));

    private (double[] Low, double[] High) Bounds(GpRegion? region)
    {
        var (low, high) = (new double[encoding.Columns.Count], new double[encoding.Columns.Count]);
        for (var k = 0; k < low.Length; k++)
            (low[k], high[k]) = region is null || encoding.Columns[k].IsChoice ? (0, 1) : (Math.Clamp(region.Centre[k] - region.Reach[k], 0, 1), Math.Clamp(region.Centre[k] + region.Reach[k], 0, 1));
        return (low, high);
    }

    private double[] Uniform(SearchRandom random)
    {
        var unit = new double[space.Dimensions];
        for (var p = 0; p < unit.Length; p++)
            unit[p] = random.NextDouble();
        return unit;
    }

    /// <summary>One coordinate for each parameter of an encoded configuration; what is absent there is drawn at random.</summary>
    private double[] Unit(double[] point, SearchRandom random)
    {
        if (isPlain)
            return point;
        var known = space.ToUnit(encoding.Decode(point));
        return [.. known.Select(coordinate => coordinate is { } there ? Math.Clamp(there, 0, 1) : random.NextDouble())];
    }

    /// <summary>Uniform in the region; a choice changes now and then, whatever the region.</summary>
    private double[] Around(double[] middle, View view, SearchRandom random)
    {
        double[] unit = [.. middle];
        for (var p = 0; p < unit.Length; p++)
        {
            if (columnOf[p] is not (>= 0 and var k))
                continue;
            if (encoding.Columns[k].IsChoice)
            {
                if (random.NextDouble() < ChoiceChange)
                    unit[p] = random.NextDouble();
            }
            else if (encoding.Columns[k].Count is { } count)
                unit[p] = Math.Clamp(middle[p] + (2 * random.NextDouble() - 1) * Math.Max((view.High[k] - view.Low[k]) / 2, 1.01 / count), 0, 1);
            else
                unit[p] = view.Low[k] + random.NextDouble() * (view.High[k] - view.Low[k]);
        }
        return unit;
    }

    /// <summary>Normal around a good trial, at a scale between a third and a thousandth of the region.</summary>
    private double[] Near(double[] from, View view, SearchRandom random)
    {
        double[] unit = [.. from];
        var scale = Math.Pow(10, -0.5 - 2.5 * random.NextDouble());
        for (var p = 0; p < unit.Length; p++)
        {
            if (columnOf[p] is not (>= 0 and var k))
                continue;
            if (encoding.Columns[k].IsChoice || encoding.Columns[k].Count is not null)
            {
                if (random.NextDouble() < NearChange)
                    unit[p] = random.NextDouble();
            }
            else
                unit[p] = Math.Clamp(from[p] + scale * random.NextNormal() * (view.High[k] - view.Low[k]), view.Low[k], view.High[k]);
        }
        return unit;
    }

    // Equal configurations have equal encodings; two different ones with one sum are rarer than anything else that costs a candidate.
    private static double Key(double[] point)
    {
        var (key, weight) = (0.0, 1.0);
        foreach (var x in point)
            (key, weight) = (key + weight * x, weight * 1.6180339887498949);
        return key;
    }

    /// <param name="Unit">A coordinate for each parameter.</param>
    /// <param name="Point">The encoded configuration.</param>
    /// <param name="Value">Log expected improvement, less the log of the cost where costs count.</param>
    private sealed record Candidate(double[] Unit, double[] Point, double Value);

    /// <summary>The landscape of one proposal.</summary>
    private sealed class View(GaussianProcess process, double best, CostModel? costs, (double[] Low, double[] High) bounds, HashSet<double> taken)
    {
        private readonly double[] meanGradient = new double[bounds.Low.Length];
        private readonly double[] varianceGradient = new double[bounds.Low.Length];
        private readonly double[] costGradient = new double[bounds.Low.Length];

        public double[] Low => bounds.Low;

        public double[] High => bounds.High;

        public HashSet<double> Taken => taken;

        public double Improvement(double[] point)
        {
            var (mean, variance) = process.Predict(point);
            return LogExpectedImprovement.Of(mean, Math.Sqrt(variance), best).Value - (costs?.LogCost(point, []) ?? 0);
        }

        public double Negative(ReadOnlySpan<double> point, Span<double> gradient)
        {
            var (mean, variance) = process.Predict(point, meanGradient, varianceGradient);
            var deviation = Math.Sqrt(variance);
            var (value, byMean, byDeviation) = LogExpectedImprovement.Of(mean, deviation, best);
            var cost = costs?.LogCost(point, costGradient) ?? 0;
            for (var k = 0; k < gradient.Length; k++)
                gradient[k] = costGradient[k] - (byMean * meanGradient[k] + byDeviation * varianceGradient[k] / (2 * deviation));
            return cost - value;
        }
    }
}
