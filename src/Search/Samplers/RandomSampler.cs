using Search.Randomness;
using Search.Spaces;

namespace Search.Samplers;

/// <summary>Independent uniform points of the unit cube: needs no history and never misleads.</summary>
/// <remarks>Bergstra and Bengio, "Random Search for Hyper-Parameter Optimization" (JMLR 2012).</remarks>
public sealed class RandomSampler(SearchSpace space) : ISampler
{
    /// <inheritdoc/>
    public long? Count => null;

    /// <inheritdoc/>
    public Configuration Propose(int index, ulong seed)
    {
        var random = new SearchRandom(seed);
        var point = new double[space.Dimensions];
        for (var i = 0; i < point.Length; i++)
            point[i] = random.NextDouble();
        return space.FromUnit(point);
    }
}
