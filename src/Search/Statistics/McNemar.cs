using System.Numerics;

namespace Search.Statistics;

/// <summary>McNemar's test: do two classifiers differ on the same images? Only images on which one of them errs count.</summary>
public static class McNemar
{
    /// <summary>The two-sided mid-p value (Fagerland, Lydersen and Laake 2013) of two bit masks of correct answers.</summary>
    /// <param name="first">One bit per image: correct.</param>
    /// <param name="second">The same images, in the same order.</param>
    /// <exception cref="ArgumentException">The masks have different lengths.</exception>
    public static double PValue(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (first.Length != second.Length)
            throw new ArgumentException($"The masks have {first.Length} and {second.Length} bytes, but must be of the same images.", nameof(second));
        int onlyFirst = 0, onlySecond = 0;
        for (var i = 0; i < first.Length; i++)
        {
            onlyFirst += BitOperations.PopCount((uint)(first[i] & ~second[i] & 0xff));
            onlySecond += BitOperations.PopCount((uint)(second[i] & ~first[i] & 0xff));
        }
        return PValue(onlyFirst, onlySecond);
    }

    /// <summary>The two-sided mid-p value of the numbers of images on which only the one or only the other is right.</summary>
    public static double PValue(int onlyFirst, int onlySecond)
    {
        var n = onlyFirst + onlySecond;
        if (n == 0)
            return 1;
        var smaller = Math.Min(onlyFirst, onlySecond);
        // Binomial(n, ½), summed from its smaller end by the recurrence of neighbouring terms, in logarithms.
        double logTerm = -n * Math.Log(2), tail = 0, last = 0;
        for (var k = 0; k <= smaller; k++)
        {
            last = Math.Exp(logTerm);
            tail += last;
            logTerm += Math.Log(n - k) - Math.Log(k + 1);
        }
        return Math.Min(1, 2 * tail - last);
    }
}
