using System.Text;

namespace Search.Randomness;

/// <summary>Derives seeds: the same purpose and numbers always give the same seed, others an unrelated one.</summary>
public static class Seeds
{
    /// <summary>The seed for <paramref name="purpose"/> under <paramref name="seed"/>, told apart by <paramref name="keys"/>.</summary>
    /// <param name="seed">The experiment's or trial's seed.</param>
    /// <param name="purpose">What the numbers are for, such as "proposal" or "order"; part of the key.</param>
    /// <param name="keys">Counters such as stage and index.</param>
    public static ulong Derive(ulong seed, string purpose, params ReadOnlySpan<long> keys)
    {
        // FNV-1a over the purpose, then SplitMix64 over every key: cheap, and stable for ever.
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(purpose))
            hash = (hash ^ b) * 1099511628211UL;
        var state = seed ^ hash;
        var result = SplitMix64(ref state);
        foreach (var key in keys)
        {
            state = result ^ unchecked((ulong)key * 0x9E3779B97F4A7C15UL);
            result = SplitMix64(ref state);
        }
        return result;
    }

    /// <summary>The seed of a training run: shared by all configurations of one repeat, so that comparisons are paired.</summary>
    /// <param name="experimentSeed">The sweep file's seed.</param>
    /// <param name="repeat">0 while searching; fresh numbers never used in selection for repeats.</param>
    public static ulong Run(ulong experimentSeed, int repeat) => Derive(experimentSeed, "run", repeat);

    /// <summary>One step of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).</summary>
    public static ulong SplitMix64(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
