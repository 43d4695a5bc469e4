using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Search.LinearAlgebra;

/// <summary>Inner loops on dense vectors, with one fixed order of additions whatever the processor: equal input gives equal bits.</summary>
/// <remarks>Vectors of exactly four numbers and no fused multiply-add: both would make sums depend on the machine.</remarks>
internal static class Dense
{
    /// <summary>Σ aᵢ bᵢ over the shorter of both.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var length = Math.Min(a.Length, b.Length);
        ref var first = ref MemoryMarshal.GetReference(a);
        ref var second = ref MemoryMarshal.GetReference(b);
        var (s0, s1) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var (s2, s3) = (Vector256<double>.Zero, Vector256<double>.Zero);
        nuint i = 0;
        for (; i + 16 <= (nuint)length; i += 16)
        {
            s0 += Vector256.LoadUnsafe(ref first, i) * Vector256.LoadUnsafe(ref second, i);
            s1 += Vector256.LoadUnsafe(ref first, i + 4) * Vector256.LoadUnsafe(ref second, i + 4);
            s2 += Vector256.LoadUnsafe(ref first, i + 8) * Vector256.LoadUnsafe(ref second, i + 8);
            s3 += Vector256.LoadUnsafe(ref first, i + 12) * Vector256.LoadUnsafe(ref second, i + 12);
        }
        for (; i + 4 <= (nuint)length; i += 4)
            s0 += Vector256.LoadUnsafe(ref first, i) * Vector256.LoadUnsafe(ref second, i);
        var four = s0 + s1 + (s2 + s3);
        var sum = four[0] + four[1] + (four[2] + four[3]);
        for (; i < (nuint)length; i++)
            sum += a[(int)i] * b[(int)i];
        return sum;
    }

    /// <summary>target += factor · source, over the shorter of both.</summary>
    public static void AddScaled(Span<double> target, double factor, ReadOnlySpan<double> source)
    {
        var length = Math.Min(target.Length, source.Length);
        ref var to = ref MemoryMarshal.GetReference(target);
        ref var from = ref MemoryMarshal.GetReference(source);
        var scale = Vector256.Create(factor);
        nuint i = 0;
        for (; i + 4 <= (nuint)length; i += 4)
            (Vector256.LoadUnsafe(ref to, i) + scale * Vector256.LoadUnsafe(ref from, i)).StoreUnsafe(ref to, i);
        for (; i < (nuint)length; i++)
            target[(int)i] += factor * source[(int)i];
    }
}
