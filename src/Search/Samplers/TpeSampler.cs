using Search.Randomness;
using Search.Samplers.Tpe;
using Search.Spaces;

namespace Search.Samplers;

/// <summary>Tree-structured Parzen estimator: proposes what the good trials' density favours most over that of the others.</summary>
/// <remarks>
/// Bergstra et al., "Algorithms for Hyper-Parameter Optimization" (NeurIPS 2011), multivariate, with the settings that Watanabe's "Tree-Structured Parzen Estimator" (arXiv 2304.11127)
/// recommends: γ = min(⌈0.1 n⌉, 25) good trials, weighted by their improvement over the best of the others (EI weights); kernels never narrower than Δ = 0.03 of the range or 1/n² (magic
/// clipping, α = 2); a uniform prior that weighs as one observation; the best of 24 candidates by ℓ(x)/g(x). Parameters with the same conditions are one group with one joint density
/// (Optuna's "group"), which learns from the trials that have them. Running trials count among the bad ones, as a constant liar would have it, and so do failed ones, and those with a <see cref="PastTrial.Twin"/>: to train the same again is no gain.
/// Deviations: kernels of finite parameters and choices have floors of their own (see <see cref="ParzenAxis"/>); trials are split within each group, so that a rare branch is learned about as fast as its trials allow; with several objectives the first alone counts;
/// trials of different fidelities are compared by their estimates at the deepest. The first ten trials are points of a <see cref="SobolSampler"/>.
/// Cost: O(n log n) after every change of the history with n trials, and O(n) for each parameter and candidate.
/// </remarks>
public sealed class TpeSampler : ISampler
{
    /// <summary>Δ, the narrowest that a kernel becomes.</summary>
    internal const double SmallestWidth = 0.03;

    private const int StartUp = 10, Candidates = 24, MostGood = 25;
    private const double GoodShare = 0.1;

    private readonly SamplerContext context;
    private readonly CostModel? costs;
    private readonly SearchSpace space;
    private readonly SobolSampler start;
    private readonly IReadOnlyList<ParameterGroup> groups;
    private readonly List<double[]> coordinates = [];
    private readonly (ParzenEstimator Good, ParzenEstimator Bad)?[] densities;
    private long current = -1;

    /// <summary>A sampler of a search.</summary>
    public TpeSampler(SamplerContext context)
    {
        (this.context, space) = (context, context.Space);
        costs = context.CountsSeconds ? new CostModel(space, context.History) : null;
        start = new SobolSampler(space, context.Seed);
        groups = ParameterGroup.Of(space);
        densities = new (ParzenEstimator, ParzenEstimator)?[groups.Count];
    }

    /// <inheritdoc/>
    public long? Count => null;

    /// <summary>How many of n trials count as good: γ of the paper.</summary>
    internal static int Good(int trials) => Math.Min((int)Math.Ceiling(GoodShare * trials), MostGood);

    /// <inheritdoc/>
    public Configuration Propose(int index, ulong seed)
    {
        if (context.History.Settled.Count < StartUp)
            return start.Propose(index, seed);
        Learn();
        var random = new SearchRandom(seed);
        var point = new double[space.Dimensions];
        for (var i = 0; i < point.Length; i++)
            point[i] = space.Parameters[i].Domain is ChoiceDomain choice ? random.Next(choice.Values.Count) : random.NextDouble();
        var configuration = Build(point);
        for (var i = 0; i < groups.Count; i++)
            if (groups[i].IsPresent(configuration) && densities[i] is { } pair)
            {
                Choose(groups[i], pair.Good, pair.Bad, point, random);
                configuration = Build(point);
            }
        return configuration;
    }

    /// <summary>Puts into the point the candidate with the largest ratio of the densities, or improvement per cost.</summary>
    private void Choose(ParameterGroup group, ParzenEstimator good, ParzenEstimator bad, double[] point, SearchRandom random)
    {
        double[]? best = null;
        var most = double.NegativeInfinity;
        var shares = new (double, double)[group.Parameters.Count];
        for (var i = 0; i < Candidates; i++)
        {
            var candidate = good.Sample(random);
            for (var axis = 0; axis < candidate.Length; axis++)
                point[group.Parameters[axis]] = candidate[axis];
            var configuration = Build(point);
            for (var axis = 0; axis < candidate.Length; axis++)
                shares[axis] = Share(space.Parameters[group.Parameters[axis]], configuration);
            var worth = good.LogDensity(shares) - bad.LogDensity(shares);
            if (costs is not null)
                worth = LogImprovement(worth) - costs.LogCost(configuration);
            if (best is null || worth > most)
                (best, most) = (candidate, worth);
        }
        for (var axis = 0; axis < best!.Length; axis++)
            point[group.Parameters[axis]] = best[axis];
    }

    /// <summary>The logarithm of the expected improvement, up to a constant, by that of the ratio ℓ/g: equation 4 of Bergstra et al. (2011). It is at most 1/γ of what chance brings, so that a cheaper candidate may be preferred.</summary>
    private static double LogImprovement(double logRatio) => -Math.Log(GoodShare + (1 - GoodShare) * Math.Exp(-logRatio));

    private Configuration Build(double[] point)
    {
        var configuration = Configuration.Empty;
        for (var i = 0; i < point.Length; i++)
        {
            var parameter = space.Parameters[i];
            if (!parameter.IsPresent(configuration))
                continue;
            var domain = parameter.DomainFor(configuration);
            var value = parameter.Domain is not ChoiceDomain choice ? domain.FromUnit(point[i])
                : choice.Values[(int)point[i]] is var chosen && domain.Contains(chosen) ? chosen
                : domain.FromUnit((point[i] + 0.5) / choice.Values.Count);
            configuration = configuration.With(parameter.Name, value);
        }
        return configuration;
    }

    /// <summary>What means the same value along a parameter's axis.</summary>
    private static (double Low, double High) Share(Parameter parameter, Configuration configuration)
    {
        var value = configuration[parameter.Name];
        if (parameter.Domain is not ChoiceDomain choice)
            return parameter.DomainFor(configuration).Share(value);
        var index = ChoiceDomain.IndexOf(choice.Values, value);
        return (index, index);
    }

    private void Learn()
    {
        if (current == context.History.Version)
            return;
        current = context.History.Version;
        for (var i = coordinates.Count; i < context.History.Trials.Count; i++)
            coordinates.Add(Coordinates(context.History.Trials[i].Configuration));
        var scores = Scores.Of(context.History).ToDictionary(score => score.Trial, score => score.Value);
        // NaN for trials that run or failed: they come last.
        double[] score = [.. context.History.Trials.Select(trial => trial.Twin is null ? scores.GetValueOrDefault(trial, double.NaN) : double.NaN)];
        int[] order = [.. Enumerable.Range(0, score.Length).Where(trial => !double.IsNaN(score[trial])).OrderBy(trial => score[trial]),
            .. Enumerable.Range(0, score.Length).Where(trial => double.IsNaN(score[trial]))];
        for (var i = 0; i < groups.Count; i++)
            densities[i] = Densities(groups[i], order, score);
    }

    private (ParzenEstimator Good, ParzenEstimator Bad)? Densities(ParameterGroup group, int[] order, double[] score)
    {
        // Best first; those without a score at the end.
        int[] parameters = [.. group.Parameters];
        int[] members = Array.FindAll(order, trial => !Array.Exists(parameters, parameter => double.IsNaN(coordinates[trial][parameter])));
        var scored = members.Count(trial => !double.IsNaN(score[trial]));
        var running = members.Count(trial => !context.History.Trials[trial].HasSettled);
        var good = Math.Min(Good(members.Length - running), scored);
        if (good == 0)
            return null;
        Domain[] domains = [.. group.Parameters.Select(parameter => space.Parameters[parameter].Domain)];
        var threshold = good < scored ? score[members[good]] : score[members[good - 1]];
        double[] weights = [.. members.Take(good).Select(trial => threshold - score[trial])];
        if (!(weights.Sum() is > 0 and < double.PositiveInfinity))
            Array.Fill(weights, 1);
        return (new ParzenEstimator(domains, Points(members[..good]), weights), new ParzenEstimator(domains, Points(members[good..]), [.. Enumerable.Repeat(1.0, members.Length - good)]));

        double[][] Points(int[] trials) => Array.ConvertAll(trials, trial => Array.ConvertAll(parameters, parameter => coordinates[trial][parameter]));
    }

    /// <summary>One coordinate for each parameter: the index of a choice, otherwise in [0, 1]; NaN where it is absent or not of this space.</summary>
    private double[] Coordinates(Configuration configuration) => [.. space.Parameters.Select(parameter =>
    {
        if (!configuration.TryGet(parameter.Name, out var value))
            return double.NaN;
        if (parameter.Domain is ChoiceDomain choice)
            return ChoiceDomain.IndexOf(choice.Values, value) is var index and >= 0 ? index : double.NaN;
        var domain = parameter.DomainFor(configuration);
        return domain is OrdinalDomain ? (domain.Contains(value) ? domain.ToUnit(value) : double.NaN)
            : value.IsText ? double.NaN
            : Math.Clamp(domain.ToUnit(value), 0, 1);
    })];
}
