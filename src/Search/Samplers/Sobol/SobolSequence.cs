using Search.Randomness;

namespace Search.Samplers.Sobol;

/// <summary>A scrambled Sobol sequence: points that leave no region of the unit cube empty for long, whatever their number.</summary>
/// <remarks>
/// Sobol (1967) in the Gray-code order of Antonov and Saleev (1979), with Owen's nested uniform scrambling ("Randomly Permuted (t,m,s)-Nets and (t,s)-Sequences", 1995): every digit is
/// flipped or not as a hash of the digits before it says, which keeps the balance of all elementary intervals and makes each point uniform. Digits after the 32nd are random.
/// Dimensions after the <see cref="DirectionNumbers.Dimensions"/>th are independent uniform numbers: evenness where it was bought, no false patterns beyond. Pure; a coordinate costs 32 hashes.
/// </remarks>
internal sealed class SobolSequence
{
    private readonly ulong[]? keys;
    private readonly ulong tail;

    /// <summary>A sequence.</summary>
    /// <param name="dimensions">Number of coordinates of a point.</param>
    /// <param name="seed">Decides the scrambling; null for the bare sequence, whose first point is the origin.</param>
    public SobolSequence(int dimensions, ulong? seed)
    {
        Dimensions = dimensions;
        tail = Seeds.Derive(seed ?? 0, "sobol tail");
        if (seed is { } scramble)
            keys = [.. Enumerable.Range(0, dimensions).Select(dimension => Seeds.Derive(scramble, "sobol", dimension))];
    }

    /// <summary>Number of coordinates of a point.</summary>
    public int Dimensions { get; }

    /// <summary>A point of the sequence; every coordinate is in [0, 1).</summary>
    /// <param name="index">Counted from 0.</param>
    public double[] Point(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var point = new double[Dimensions];
        var gray = (uint)index ^ ((uint)index >> 1);
        for (var dimension = 0; dimension < point.Length; dimension++)
        {
            if (dimension >= DirectionNumbers.Dimensions)
            {
                point[dimension] = new SearchRandom(Seeds.Derive(tail, "point", dimension, index)).NextDouble();
                continue;
            }
            var numbers = DirectionNumbers.Of(dimension);
            var digits = 0u;
            for (var k = 0; gray >> k > 0; k++)
                if (((gray >> k) & 1) == 1)
                    digits ^= numbers[k];
            point[dimension] = keys is null ? digits * (1.0 / (1UL << 32)) : Scrambled(digits, keys[dimension]);
        }
        return point;
    }

    private static double Scrambled(uint digits, ulong key)
    {
        var result = 0u;
        for (var digit = 0; digit < DirectionNumbers.Digits; digit++)
        {
            // The digits before this one, and how many they are: one node of the tree of permutations.
            var prefix = ((ulong)digits >> (DirectionNumbers.Digits - digit)) | (1UL << digit);
            var state = key ^ (prefix * 0xD1342543DE82EF95UL);
            var flip = (uint)(Seeds.SplitMix64(ref state) >> 63);
            result = (result << 1) | (((digits >> (DirectionNumbers.Digits - 1 - digit)) & 1) ^ flip);
        }
        var rest = key ^ digits;
        return (((ulong)result << 21) | (Seeds.SplitMix64(ref rest) >> 43)) * (1.0 / (1UL << 53));
    }
}
