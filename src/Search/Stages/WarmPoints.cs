using Search.Experiments;
using Search.Randomness;
using Search.Spaces;

namespace Search.Stages;

/// <summary>The best configurations of earlier searches as the first ones of a joint stage: what was good elsewhere is measured here, and samplers learn from that.</summary>
/// <remarks>
/// Feurer et al., "Initializing Bayesian Hyperparameter Optimization via Meta-Learning" (AAAI 2015). A value that an earlier stage of this search has ruled out, such as a learning rate beyond the range that its
/// scan found, is drawn anew. Nothing else of the earlier searches is used: letting the order of all their trials shape half of the proposals until ten had settled, by a Parzen estimator of its own, was tried on a
/// function of three parameters and put the Gaussian process behind a search that began cold.
/// </remarks>
internal static class WarmPoints
{
    private const int Most = 3;

    /// <summary>The first configurations, each whole, the best standing first; none that the sweep file's seed points have already.</summary>
    /// <param name="spec">The new search.</param>
    /// <param name="start">What it knows of earlier ones.</param>
    /// <param name="space">Its joint stage's space, as handed on.</param>
    public static IReadOnlyList<WarmTrial> Of(ExperimentSpec spec, WarmStart start, SearchSpace space)
    {
        var first = new List<WarmTrial>();
        var known = new HashSet<Configuration>(spec.SeedPoints);
        // A small budget is not to be spent on what was good elsewhere.
        var most = Math.Clamp((spec.Budget.Trials ?? int.MaxValue) / 4, 1, Most);
        for (var i = 0; i < start.Trials.Count && first.Count < most; i++)
            if (Point(space, start.Trials[i].Configuration, Seeds.Derive(spec.Seed, "warmPoint", i)) is { } point && known.Add(point))
                first.Add(start.Trials[i] with { Configuration = point });
        return first;
    }

    private static Configuration? Point(SearchSpace space, Configuration values, ulong seed)
    {
        var near = space.FromUnit([.. Enumerable.Repeat(0.5, space.Dimensions)], values);
        var kept = new Configuration(values.Where(pair => space.Find(pair.Key) is { } parameter && (!near.Has(pair.Key) || parameter.DomainFor(near).Contains(pair.Value))));
        return WarmStartSelection.Complete(space, kept, seed);
    }
}
