using Search.Experiments;
using Search.Randomness;
using Search.Spaces;

namespace Search.Samplers;

/// <summary>Turns a sampler's ideas into trials worth their cost: seed points first, then proposals that break no constraint and repeat no configuration.</summary>
/// <remarks>
/// A refused proposal is asked for again with a derived seed; after <see cref="Tries"/> of them uniform random points stand in. Where the space is finite and
/// small, the configurations still left are listed, so that a search ends when all were tried. Pure in the same sense as <see cref="ISampler"/>.
/// </remarks>
public sealed class Proposer
{
    private const int Tries = 20, RandomTries = 2000;
    private const double SmallSpace = 10_000;

    private readonly SamplerContext context;
    private readonly IReadOnlyList<Configuration> seedPoints;
    private readonly ISampler sampler;
    private readonly HashSet<Configuration> tried = [];
    private int known;
    private int cursor;

    /// <summary>A proposer of a search.</summary>
    /// <param name="spec">The sampler by name.</param>
    /// <param name="context">What it is made for.</param>
    /// <param name="seedPoints">Configurations tried first; parameters they leave out are drawn at random.</param>
    /// <exception cref="ArgumentException">There is no such sampler, or it cannot work on this space.</exception>
    public Proposer(ComponentSpec spec, SamplerContext context, IReadOnlyList<Configuration> seedPoints)
    {
        (this.context, this.seedPoints) = (context, seedPoints);
        sampler = SamplerRegistry.Create(spec, context);
    }

    /// <summary>Number of seed points: proposals with a smaller index are these.</summary>
    public int SeedPoints => seedPoints.Count;

    /// <summary>The proposal of an index; null when there is no configuration left that was not tried.</summary>
    /// <param name="index">Counted from 0, seed points first.</param>
    /// <param name="seed">Derived from the experiment's seed and the index.</param>
    public Configuration? Propose(int index, ulong seed)
    {
        if (index < seedPoints.Count)
            return context.Space.FromUnit(Uniform(seed), seedPoints[index]);
        Learn();
        if (sampler.Count is { } count)
            return Listed(sampler, count);
        for (var attempt = 0; attempt < Tries; attempt++)
            if (sampler.Propose(index - seedPoints.Count, attempt == 0 ? seed : Seeds.Derive(seed, "again", attempt)) is var idea && IsNew(idea))
                return idea;
        for (var attempt = 0; attempt < RandomTries; attempt++)
            if (context.Space.FromUnit(Uniform(Seeds.Derive(seed, "random", attempt))) is var idea && IsNew(idea))
                return idea;
        return context.Space.Parameters.Aggregate(1.0, (product, parameter) => product * (parameter.Domain.Count ?? double.PositiveInfinity)) <= SmallSpace
            && new GridSampler(context.Space) is { Count: { } points } all
            ? Listed(all, points)
            : null;
    }

    /// <summary>The first of a list that is new. The list's start stays tried for ever, so the search goes on where it last found none.</summary>
    private Configuration? Listed(ISampler list, long count)
    {
        for (var at = cursor; at < count; at++)
        {
            if (list.Propose(at, 0) is var idea && IsNew(idea))
                return idea;
            if (at == cursor)
                cursor++;
        }
        return null;
    }

    private bool IsNew(Configuration idea) => !tried.Contains(idea) && context.Space.Allows(idea);

    private void Learn()
    {
        for (; known < context.History.Trials.Count; known++)
            tried.Add(context.Space.Part(context.History.Trials[known].Configuration));
    }

    private double[] Uniform(ulong seed)
    {
        var random = new SearchRandom(seed);
        return [.. Enumerable.Range(0, context.Space.Dimensions).Select(_ => random.NextDouble())];
    }
}
