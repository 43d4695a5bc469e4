using Search.Objectives;
using Search.Randomness;
using Search.Samplers.Evolution;
using Search.Spaces;

namespace Search.Samplers;

/// <summary>NSGA-II: children of good parents, where good means few dominate them and few are near them. For several objectives; with one it is a genetic algorithm.</summary>
/// <remarks>
/// Deb et al., "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II" (IEEE TEVC 2002): binary tournaments by front and crowding distance, simulated binary crossover, polynomial
/// mutation. N = a fifth of the expected trials between 10 and 50 (30 where that is not known); the first N trials are points of a <see cref="SobolSampler"/>.
/// Deviations: no generations, so that nothing waits: the parents of each proposal are the N best of all trials settled so far, which is what elitism would have kept. Failed trials are
/// none of them. With several objectives a trial counts with its last values, whatever its fidelity; with one, trials are compared by their estimates at the deepest.
/// Cost: O(n log n) in trials after a change with one or two objectives; see <see cref="ParetoFronts"/> for more.
/// </remarks>
public sealed class Nsga2Sampler : ISampler
{
    private readonly SamplerContext context;
    private readonly SobolSampler start;
    private readonly Variation variation;
    private readonly int size;
    private Configuration[] parents = [];
    private long current = -1;

    /// <summary>A sampler of a search.</summary>
    public Nsga2Sampler(SamplerContext context)
    {
        this.context = context;
        start = new SobolSampler(context.Space, context.Seed);
        variation = new Variation(context.Space);
        size = context.Trials is { } trials ? Math.Clamp(trials / 5, 10, 50) : 30;
    }

    /// <inheritdoc/>
    public long? Count => null;

    /// <inheritdoc/>
    public Configuration Propose(int index, ulong seed)
    {
        Learn();
        if (parents.Length < size)
            return start.Propose(index, seed);
        var random = new SearchRandom(seed);
        var mother = Tournament(random);
        return variation.Child(parents[mother], parents[Tournament(random)], random);
    }

    private int Tournament(SearchRandom random) => Math.Min(random.Next(size), random.Next(size));

    private void Learn()
    {
        if (current == context.History.Version)
            return;
        current = context.History.Version;
        if (context.History.Objectives == 1)
        {
            parents = [.. Scores.Of(context.History).Where(pair => !double.IsNaN(pair.Value)).OrderBy(pair => pair.Value).Take(size).Select(pair => pair.Trial.Configuration)];
            return;
        }
        PastTrial[] valued = [.. context.History.Settled.Where(trial => trial.Outcome != PastOutcome.Failed && trial.Values.Count > 0)];
        parents = [.. ParetoFronts.Ranked([.. valued.Select(trial => trial.Values[^1].Values)]).Take(size).Select(index => valued[index].Configuration)];
    }
}
