using Search.Spaces;

namespace Search.Samplers;

/// <summary>Asks several samplers in turn: where one is led astray the others are not.</summary>
/// <param name="samplers">At least one; all learn from the same history.</param>
internal sealed class AlternatingSampler(params IReadOnlyList<ISampler> samplers) : ISampler
{
    /// <inheritdoc/>
    public long? Count => null;

    /// <inheritdoc/>
    public Configuration Propose(int index, ulong seed) => samplers[index % samplers.Count].Propose(index, seed);
}
