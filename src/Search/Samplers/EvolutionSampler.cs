using Search.Randomness;
using Search.Samplers.Evolution;
using Search.Spaces;

namespace Search.Samplers;

/// <summary>Regularized evolution: a mutation of the best of a few random members of a population in which the oldest, not the worst, dies.</summary>
/// <remarks>
/// Real et al., "Regularized Evolution for Image Classifier Architecture Search" (AAAI 2019), algorithm 1, with P = a quarter of the expected trials between 10 and 100 (25 where that is not
/// known) and S = a quarter of P, at least 3. Asynchronous by nature: the population is the P trials that settled last. The first P trials are points of a <see cref="SobolSampler"/>.
/// Deviations: failed trials never enter the population; one parameter is mutated, numbers by a normal step of a random size; trials of different fidelities are compared by their
/// estimates at the deepest; with several objectives the first alone counts. Cost: O(n) in trials after a change, O(P) otherwise.
/// </remarks>
public sealed class EvolutionSampler : ISampler
{
    private readonly SamplerContext context;
    private readonly SobolSampler start;
    private readonly Variation variation;
    private readonly int size;
    private Score[] population = [];
    private long current = -1;

    /// <summary>A sampler of a search.</summary>
    public EvolutionSampler(SamplerContext context)
    {
        this.context = context;
        start = new SobolSampler(context.Space, context.Seed);
        variation = new Variation(context.Space);
        size = context.Trials is { } trials ? Math.Clamp(trials / 4, 10, 100) : 25;
    }

    /// <inheritdoc/>
    public long? Count => null;

    /// <inheritdoc/>
    public Configuration Propose(int index, ulong seed)
    {
        if (current != context.History.Version)
        {
            current = context.History.Version;
            population = [.. Scores.Of(context.History).Where(pair => !double.IsNaN(pair.Value)).TakeLast(size)];
        }
        if (population.Length < size)
            return start.Propose(index, seed);
        var random = new SearchRandom(seed);
        var best = population[random.Next(size)];
        for (var i = 1; i < Math.Max(3, size / 4); i++)
            if (population[random.Next(size)] is var other && other.Value < best.Value)
                best = other;
        return variation.Mutated(best.Trial.Configuration, random);
    }
}
