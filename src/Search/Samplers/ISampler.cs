using Search.Spaces;

namespace Search.Samplers;

/// <summary>Proposes configurations. Pure: what it proposes follows from the seed, the index and the trials it was told of.</summary>
public interface ISampler
{
    /// <summary>Number of proposals there are at all; null for no end.</summary>
    long? Count { get; }

    /// <summary>The proposal of an index; the same index gives the same proposal for the same history.</summary>
    /// <param name="index">Counted from 0 within the stage.</param>
    /// <param name="seed">Derived from the experiment's seed, the stage and the index.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is not below <see cref="Count"/>.</exception>
    Configuration Propose(int index, ulong seed);
}
