using Search.Samplers.Sobol;
using Search.Spaces;

namespace Search.Samplers;

/// <summary>Points of a scrambled Sobol sequence: as free of assumptions as random ones, but spread evenly.</summary>
/// <remarks>
/// The proposal of an index is the sequence's point of that index, whatever the proposal's seed; the search's seed scrambles the sequence. Every parameter has its dimension, in the
/// order of the space; the evenness of the first ones is best. See <see cref="SobolSequence"/> for the papers and for what happens beyond 128 parameters.
/// </remarks>
/// <param name="space">The space.</param>
/// <param name="seed">The seed of the whole search.</param>
public sealed class SobolSampler(SearchSpace space, ulong seed) : ISampler
{
    private readonly SobolSequence sequence = new(space.Dimensions, seed);

    /// <inheritdoc/>
    public long? Count => null;

    /// <inheritdoc/>
    public Configuration Propose(int index, ulong seed) => space.FromUnit(sequence.Point(index));
}
