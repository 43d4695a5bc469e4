using Search.Randomness;
using Search.Spaces;

namespace Search.Importance;

/// <summary>How much of the results' variance over the whole space is due to one parameter alone, or to what two do only together.</summary>
/// <remarks>
/// Functional ANOVA: Hutter, Hoos and Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter Importance" (ICML 2014), algorithm 2, over a random forest of 32 trees that each
/// learn from at most 1,000 trials drawn with repetition. Deviations: a conditional parameter's value does not matter where it is absent, so that a random one stands in for it there; variances are
/// summed over pairs of leaves rather than over the cells between all splits, which is the same number. A choice of more than 64 values counts as ordered.
/// Cost: about O(l²) for each parameter and tree with l leaves, up to 300; a tenth of a second for 1,000 trials of ten parameters. Pure.
/// </remarks>
/// <param name="Parameters">One name for a main effect, two for an interaction.</param>
/// <param name="Share">Part of the variance, from 0 to 1; mean over the trees.</param>
/// <param name="Deviation">Standard deviation of the share over the trees: how unsure the forest is.</param>
public sealed record ParameterImportance(IReadOnlyList<string> Parameters, double Share, double Deviation)
{
    private const int Trees = 32, MostTrials = 1000, PairsAmong = 5;

    /// <summary>The main effects of all parameters and the interactions of the five most important, the largest first.</summary>
    /// <param name="space">The space that was searched.</param>
    /// <param name="trials">Configurations and what they came to; those without a finite value are left out.</param>
    /// <param name="seed">Decides the forest; the same seed gives the same result.</param>
    /// <returns>Shares of 0 for everything where fewer than six trials have a value, or all have the same.</returns>
    public static IReadOnlyList<ParameterImportance> Of(SearchSpace space, IReadOnlyList<(Configuration Configuration, double Value)> trials, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(trials);
        (Configuration Configuration, double Value)[] valued = [.. trials.Where(trial => double.IsFinite(trial.Value))];
        // Only ratios of variances count, and squares of huge values would not be numbers.
        var scale = valued.Length > 0 ? Math.Max(valued.Max(trial => Math.Abs(trial.Value)), 1e-300) : 1;
        double[] values = [.. valued.Select(trial => trial.Value / scale)];
        double[][] points = [.. valued.Select((trial, i) => Point(space, trial.Configuration, new SearchRandom(Seeds.Derive(seed, "absent", i))))];
        Side[] whole = [.. space.Parameters.Select(parameter => Values(parameter.Domain) is var count && count > 0 ? new Side(0, 1, ulong.MaxValue >> (64 - count), count) : new Side(0, 1, 0, 0))];
        var forest = new List<VarianceShares>();
        for (var tree = 0; tree < Trees && values.Length > 0 && whole.Length > 0; tree++)
        {
            var random = new SearchRandom(Seeds.Derive(seed, "tree", tree));
            int[] members = [.. Enumerable.Range(0, Math.Min(values.Length, MostTrials)).Select(_ => random.Next(values.Length))];
            if (VarianceShares.Of(RegressionTree.Grow(points, values, members, whole, random)) is { } shares)
                forest.Add(shares);
        }
        var alone = Enumerable.Range(0, space.Dimensions).Select(i => Of(space, forest, [i])).ToArray();
        int[] top = [.. Enumerable.Range(0, space.Dimensions).OrderByDescending(i => alone[i].Share).Take(PairsAmong).Order()];
        var pairs = top.SelectMany((one, at) => top.Skip(at + 1).Select(other => Of(space, forest, [one, other])));
        return [.. alone.Concat(pairs).OrderByDescending(importance => importance.Share)];
    }

    private static ParameterImportance Of(SearchSpace space, List<VarianceShares> forest, int[] parameters)
    {
        double[] shares = [.. forest.Select(tree => tree.Share(parameters))];
        var mean = shares.Length > 0 ? shares.Average() : 0;
        var deviation = shares.Length > 1 ? Math.Sqrt(shares.Sum(share => (share - mean) * (share - mean)) / (shares.Length - 1)) : 0;
        return new ParameterImportance([.. parameters.Select(i => space.Parameters[i].Name)], mean, deviation);
    }

    private static int Values(Domain domain) => domain is ChoiceDomain { Values.Count: <= 64 } choice ? choice.Values.Count : 0;

    private static double[] Point(SearchSpace space, Configuration configuration, SearchRandom random) => [.. space.Parameters.Select(parameter =>
    {
        var (standIn, values) = (random.NextDouble(), Values(parameter.Domain));
        var domain = parameter.DomainFor(configuration);
        var isKnown = configuration.TryGet(parameter.Name, out var value) && (domain is ChoiceDomain or OrdinalDomain ? domain.Contains(value) : !value.IsText);
        if (values > 0)
            return isKnown && ChoiceDomain.IndexOf(((ChoiceDomain)parameter.Domain).Values, value) is var index and >= 0 ? index : Math.Floor(standIn * values);
        return isKnown && domain.ToUnit(value) is var unit && !double.IsNaN(unit) ? Math.Clamp(unit, 0, 1) : standIn;
    })];
}
