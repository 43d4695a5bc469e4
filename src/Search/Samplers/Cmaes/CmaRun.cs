using Search.Randomness;
using Search.Spaces;
using Search.Statistics;

namespace Search.Samplers.Cmaes;

/// <summary>One run of CMA-ES over a space, from a start to the restart after it: the distribution, the choices' frequencies and the generation that is being filled.</summary>
internal sealed class CmaRun
{
    private const double FirstStep = 1.0 / 6, SmallestDeviation = 1e-12, SmallestGain = 1e-12;

    private readonly SearchSpace space;
    private readonly ulong seed;
    private readonly CmaParameters parameters;
    private readonly int[] numbers;
    private readonly int[] choices;
    private readonly CmaDistribution distribution;
    private readonly ChoiceFrequencies[] frequencies;
    private readonly List<(PastTrial Trial, double Score)> generation = [];
    private readonly Queue<double> bests = [];

    /// <param name="space">The space.</param>
    /// <param name="seed">Of this run.</param>
    /// <param name="population">λ.</param>
    /// <param name="mean">Draws where to start, in the unit interval of every parameter; null for the middle.</param>
    /// <param name="from">Where to start instead, as far as it is known there; null for none.</param>
    public CmaRun(SearchSpace space, ulong seed, int population, SearchRandom? mean, Configuration? from = null)
    {
        (this.space, this.seed) = (space, seed);
        int[] used = [.. Enumerable.Range(0, space.Dimensions).Where(i => space.Parameters[i].Domain.Count != 1)];
        numbers = [.. used.Where(i => space.Parameters[i].Domain is not ChoiceDomain)];
        choices = [.. used.Where(i => space.Parameters[i].Domain is ChoiceDomain)];
        parameters = new CmaParameters(Math.Max(1, numbers.Length), population);
        // Without numbers a dimension without meaning keeps the formulas whole.
        distribution = new CmaDistribution(parameters, [.. Enumerable.Range(0, parameters.Dimensions).Select(axis => Start(axis, from) ?? mean?.NextDouble() ?? 0.5)], FirstStep);
        frequencies = [.. choices.Select(i => new ChoiceFrequencies(((ChoiceDomain)space.Parameters[i].Domain).Values.Count, choices.Length))];
        KeepMargin();
    }

    private double? Start(int axis, Configuration? from) =>
        from is not null && axis < numbers.Length && space.Parameters[numbers[axis]] is var parameter && from.TryGet(parameter.Name, out var value)
        && parameter.DomainFor(from) is var domain && domain.Contains(value) && domain is not ChoiceDomain
            ? Math.Clamp(domain.ToUnit(value), 0, 1)
            : null;

    /// <summary>λ.</summary>
    public int Population => parameters.Population;

    /// <summary>True when nothing is left to be gained here.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Takes in a settled trial; with the last of a generation the distribution moves.</summary>
    public void Tell(PastTrial trial, double score)
    {
        generation.Add((trial, score));
        if (generation.Count < Population)
            return;
        (PastTrial Trial, double Score)[] ranked = [.. generation.OrderBy(pair => double.IsNaN(pair.Score) ? 1 : 0).ThenBy(pair => pair.Score)];
        generation.Clear();
        var valued = ranked.Count(pair => !double.IsNaN(pair.Score));
        if (valued == 0)
            return;
        double[][] points = [.. ranked.Select(pair => Point(pair.Trial))];
        var known = ranked.Select((pair, rank) => rank < valued ? parameters.Weights[rank] : 0).ToArray();
        for (var i = 0; i < choices.Length; i++)
        {
            var parameter = space.Parameters[choices[i]];
            int[] seen = [.. ranked.Select(pair => pair.Trial.Configuration.TryGet(parameter.Name, out var value) ? ChoiceDomain.IndexOf(((ChoiceDomain)parameter.Domain).Values, value) : -1)];
            frequencies[i].Update(seen, known, parameters.Mass);
        }
        distribution.Update(points, valued);
        for (var i = 0; i < distribution.Mean.Length; i++)
            distribution.Mean[i] = Math.Clamp(distribution.Mean[i], 0, 1);
        KeepMargin();
        Watch(ranked[0].Score, ranked[valued - 1].Score);
    }

    /// <summary>A random point: one coordinate in [0, 1] for each parameter of the space.</summary>
    public double[] Sample(SearchRandom random)
    {
        var unit = new double[space.Dimensions];
        Array.Fill(unit, 0.5);
        var point = distribution.Sample(random);
        // Points outside are drawn again; what is outside for the tenth time is put on the border.
        for (var attempt = 0; attempt < 10 && numbers.Where((parameter, axis) => !IsInside(parameter, point[axis])).Any(); attempt++)
            point = distribution.Sample(random);
        for (var axis = 0; axis < numbers.Length; axis++)
            unit[numbers[axis]] = Math.Clamp(point[axis], 0, 1);
        for (var i = 0; i < choices.Length; i++)
            unit[choices[i]] = (frequencies[i].Sample(random) + 0.5) / frequencies[i].Values.Count;
        return unit;
    }

    // The outermost values of a finite domain own all that lies beyond them.
    private bool IsInside(int parameter, double coordinate) => space.Parameters[parameter].Domain.Count is not null || coordinate is >= 0 and <= 1;

    /// <summary>Where a trial lies. Of a value that stands for a stretch, and of an absent one, only a random place within it is known, as the run itself would have drawn it.</summary>
    private double[] Point(PastTrial trial)
    {
        var point = new double[distribution.Mean.Length];
        for (var axis = 0; axis < point.Length; axis++)
        {
            var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
            if (axis < numbers.Length && space.Parameters[numbers[axis]] is var parameter && trial.Configuration.TryGet(parameter.Name, out var value)
                && parameter.DomainFor(trial.Configuration) is var domain && domain is not ChoiceDomain && domain.Contains(value))
                (low, high) = Reach(domain, value);
            point[axis] = low == high ? low : Within(axis, low, high, new SearchRandom(Seeds.Derive(seed, "place", trial.Number, axis)).NextDouble());
        }
        return point;
    }

    private double Within(int axis, double low, double high, double uniform)
    {
        var (mean, deviation) = (distribution.Mean[axis], distribution.Deviation(axis));
        var (from, to) = (StandardNormal.Cdf((low - mean) / deviation), StandardNormal.Cdf((high - mean) / deviation));
        var probability = from + uniform * (to - from);
        if (to - from > 1e-12 && probability is > 0 and < 1)
            return Math.Clamp(mean + deviation * StandardNormal.Quantile(probability), low, high);
        // Too far out for the distribution: the nearer end.
        return low > mean ? low : high < mean ? high : mean;
    }

    /// <summary>The stretch of a value, without an end where there is no other value beyond; a single place within a continuum.</summary>
    private static (double Low, double High) Reach(Domain domain, ParameterValue value)
    {
        var (low, high) = domain.Share(value);
        return high <= low ? (low, low) : (low <= 1e-9 ? double.NegativeInfinity : low, high >= 1 - 1e-9 ? double.PositiveInfinity : high);
    }

    /// <summary>Keeps every neighbouring value of finite parameters within reach: a probability of at least α = 1/(n λ) to leave the value where the mean is (Hamano 2022, section 4).</summary>
    private void KeepMargin()
    {
        var alpha = 1.0 / (parameters.Dimensions * Population);
        for (var axis = 0; axis < numbers.Length; axis++)
        {
            var domain = space.Parameters[numbers[axis]].Domain;
            var (mean, deviation) = (distribution.Mean[axis], distribution.Deviation(axis));
            var (low, high) = Reach(domain, domain.FromUnit(mean));
            if (low == high || (double.IsInfinity(low) && double.IsInfinity(high)))
                continue;
            if (double.IsInfinity(low))
                distribution.Mean[axis] = Math.Max(mean, high + deviation * StandardNormal.Quantile(Math.Min(alpha, 0.5)));
            else if (double.IsInfinity(high))
                distribution.Mean[axis] = Math.Min(mean, low - deviation * StandardNormal.Quantile(Math.Min(alpha, 0.5)));
            else
            {
                var (below, above) = (StandardNormal.Cdf((low - mean) / deviation), StandardNormal.Cdf((mean - high) / deviation));
                if (below >= alpha / 2 && above >= alpha / 2)
                    continue;
                var (lower, upper) = (StandardNormal.Quantile(Math.Max(below, alpha / 2)), -StandardNormal.Quantile(Math.Max(above, alpha / 2)));
                var wanted = (high - low) / (upper - lower);
                distribution.Scale[axis] *= wanted / deviation;
                distribution.Mean[axis] = low - wanted * lower;
            }
        }
    }

    /// <summary>Notices the end: continua no longer move, all values are alike for long, or the covariance is flat.</summary>
    private void Watch(double best, double worst)
    {
        bests.Enqueue(best);
        var span = 10 + (int)Math.Ceiling(30.0 * Math.Max(1, numbers.Length + choices.Length) / Population);
        while (bests.Count > span)
            bests.Dequeue();
        int[] continua = [.. Enumerable.Range(0, numbers.Length).Where(axis => space.Parameters[numbers[axis]].Domain.Count is null)];
        var flat = bests.Count == span && Math.Max(bests.Max(), worst) - bests.Min() <= SmallestGain * Math.Max(1e-6, Math.Abs(bests.Min()));
        IsOver = distribution.IsDegenerate || flat || (continua.Length > 0 && continua.All(axis => distribution.Deviation(axis) < SmallestDeviation));
    }
}
