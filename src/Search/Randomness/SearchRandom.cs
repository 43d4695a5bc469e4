using System.Buffers.Binary;
using System.Numerics;

namespace Search.Randomness;

/// <summary>A savable random generator: xoshiro256**, the same numbers on every platform and .NET version.</summary>
/// <remarks>
/// Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators" (ACM TOMS 2021); seeded by SplitMix64.
/// Not thread-safe; not for cryptography. All members of <see cref="Random"/> are overridden, so that none
/// of them falls back on an algorithm that may change with the framework.
/// </remarks>
public sealed class SearchRandom : Random
{
    /// <summary>Length of a saved state in bytes.</summary>
    public const int StateLength = 32;

    private ulong s0, s1, s2, s3;

    /// <summary>Starts a generator whose whole sequence follows from <paramref name="seed"/>.</summary>
    public SearchRandom(ulong seed)
    {
        var mixer = seed;
        s0 = Seeds.SplitMix64(ref mixer);
        s1 = Seeds.SplitMix64(ref mixer);
        s2 = Seeds.SplitMix64(ref mixer);
        s3 = Seeds.SplitMix64(ref mixer);
    }

    /// <summary>Continues a generator from the 32 bytes that <see cref="Save"/> returned.</summary>
    /// <exception cref="ArgumentException">The state has another length or is all zero.</exception>
    public SearchRandom(ReadOnlySpan<byte> state)
    {
        if (state.Length != StateLength)
            throw new ArgumentException($"A generator's state has {StateLength} bytes, but {state.Length} were given.", nameof(state));
        s0 = BinaryPrimitives.ReadUInt64LittleEndian(state);
        s1 = BinaryPrimitives.ReadUInt64LittleEndian(state[8..]);
        s2 = BinaryPrimitives.ReadUInt64LittleEndian(state[16..]);
        s3 = BinaryPrimitives.ReadUInt64LittleEndian(state[24..]);
        if ((s0 | s1 | s2 | s3) == 0)
            throw new ArgumentException("A generator's state must not be all zero: xoshiro256** would return only zeros.", nameof(state));
    }

    /// <summary>The state from which the sequence goes on; 32 bytes, little-endian.</summary>
    public byte[] Save()
    {
        var state = new byte[StateLength];
        BinaryPrimitives.WriteUInt64LittleEndian(state, s0);
        BinaryPrimitives.WriteUInt64LittleEndian(state.AsSpan(8), s1);
        BinaryPrimitives.WriteUInt64LittleEndian(state.AsSpan(16), s2);
        BinaryPrimitives.WriteUInt64LittleEndian(state.AsSpan(24), s3);
        return state;
    }

    /// <summary>64 uniform bits.</summary>
    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        var t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>A uniform number in [0, 1) with 53 random bits.</summary>
    public override double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <inheritdoc/>
    protected override double Sample() => NextDouble();

    /// <inheritdoc/>
    public override float NextSingle() => (NextUInt64() >> 40) * (1.0f / (1U << 24));

    /// <summary>A standard normal number (Box and Muller; two uniform numbers are used, one normal returned).</summary>
    public double NextNormal() =>
        Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <inheritdoc/>
    public override int Next() => (int)NextInt64(int.MaxValue);

    /// <inheritdoc/>
    public override int Next(int maxValue) => (int)NextInt64(0, maxValue);

    /// <inheritdoc/>
    public override int Next(int minValue, int maxValue) => (int)NextInt64(minValue, maxValue);

    /// <inheritdoc/>
    public override long NextInt64() => NextInt64(long.MaxValue);

    /// <inheritdoc/>
    public override long NextInt64(long maxValue) => NextInt64(0, maxValue);

    /// <inheritdoc/>
    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        var range = (ulong)(maxValue - minValue);
        if (range <= 1)
            return minValue;
        // Lemire's multiplication with rejection: unbiased.
        var high = Math.BigMul(NextUInt64(), range, out var low);
        if (low < range)
        {
            var threshold = unchecked(0UL - range) % range;
            while (low < threshold)
                high = Math.BigMul(NextUInt64(), range, out low);
        }
        return minValue + (long)high;
    }

    /// <inheritdoc/>
    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    /// <inheritdoc/>
    public override void NextBytes(Span<byte> buffer)
    {
        Span<byte> word = stackalloc byte[8];
        for (; buffer.Length > 0; buffer = buffer[Math.Min(8, buffer.Length)..])
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, NextUInt64());
            word[..Math.Min(8, buffer.Length)].CopyTo(buffer);
        }
    }
}
