using Search.Spaces;

namespace Search.Samplers;

/// <summary>Proposes configurations. Pure: what it proposes follows from the seed, the index and the history it was created with.</summary>
/// <remarks>
/// A sampler may keep what it derived from the history, as long as one that is created afresh on the same history proposes the same. Running trials are in
/// the history too: their configurations are taken, their results to come. Constraints and repeated configurations are not its concern: see <see cref="Proposer"/>.
/// </remarks>
public interface ISampler
{
    /// <summary>Number of proposals there are at all; null for no end.</summary>
    long? Count { get; }

    /// <summary>The proposal of an index; the same index and seed give the same proposal for the same history.</summary>
    /// <param name="index">Counted from 0 within the stage.</param>
    /// <param name="seed">Derived from the experiment's seed, the stage and the index.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is not below <see cref="Count"/>.</exception>
    Configuration Propose(int index, ulong seed);
}
