using System.Numerics;
using CsCheck;
using Search.Statistics;
using Xunit;

namespace Search.Tests.Statistics;

public sealed class McNemarTests
{
    [Theory]
    // Fagerland, Lydersen and Laake 2013, airway hyper-responsiveness: 1 and 7 discordant pairs, mid-p 0.039.
    [InlineData(1, 7, 0.0390625)]
    [InlineData(1, 8, 0.021484375)]
    [InlineData(5, 15, 0.02660369873046875)]
    [InlineData(0, 5, 0.03125)]
    [InlineData(900, 1000, 0.021791499253713424)]
    public void Known_mid_p_values_come_out(int onlyFirst, int onlySecond, double expected) =>
        Assert.Equal(expected, McNemar.PValue(onlyFirst, onlySecond), 1e-10);

    [Fact]
    public void Equal_numbers_of_discordant_images_show_nothing()
    {
        Assert.Equal(1, McNemar.PValue(0, 0));
        Assert.Equal(1, McNemar.PValue(6, 6), 1e-12);
    }

    [Fact]
    public void It_is_the_exact_binomial_tail_less_half_its_last_term() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 60]).Sample((b, c) =>
        {
            var (n, smaller) = (b + c, Math.Min(b, c));
            BigInteger term = 1, tail = 0;
            for (var k = 0; k <= smaller; k++)
            {
                tail += term;
                if (k < smaller)
                    term = term * (n - k) / (k + 1);
            }
            var expected = (double)(2 * tail - term) / Math.Pow(2, n);

            Assert.Equal(Math.Min(1, expected), McNemar.PValue(b, c), 1e-10);
            Assert.Equal(McNemar.PValue(c, b), McNemar.PValue(b, c));
        });

    [Fact]
    public void Ten_thousand_discordant_images_neither_underflow_nor_overflow()
    {
        // Normal approximation: z = 200 / sqrt(10200) = 1.980, p = 0.0477.
        Assert.Equal(0.0477, McNemar.PValue(5000, 5200), 0.0003);
        Assert.InRange(McNemar.PValue(100, 20000), 0, 1e-300);
    }

    [Fact]
    public void Masks_count_the_images_on_which_one_alone_is_right() =>
        Gen.Select(Gen.Byte.Array[12], Gen.Byte.Array[12]).Sample((first, second) =>
        {
            int onlyFirst = 0, onlySecond = 0;
            for (var i = 0; i < 96; i++)
            {
                var (a, b) = ((first[i / 8] >> (i % 8)) & 1, (second[i / 8] >> (i % 8)) & 1);
                onlyFirst += a & ~b & 1;
                onlySecond += b & ~a & 1;
            }

            Assert.Equal(McNemar.PValue(onlyFirst, onlySecond), McNemar.PValue(first, second));
        });

    [Fact]
    public void Masks_of_other_images_are_refused() => Assert.Throws<ArgumentException>(() => McNemar.PValue([1, 2], [1]));

    [Fact]
    public void Equal_classifiers_are_told_apart_at_most_about_as_often_as_the_level_says()
    {
        // Exact, no chance involved: the size of the test at 5 % under Binomial(n, ½). Fagerland et al. find mid-p at most slightly above the level.
        foreach (var n in (int[])[10, 25, 60])
        {
            double size = 0, term = Math.Pow(0.5, n);
            for (var k = 0; k <= n; k++)
            {
                if (McNemar.PValue(k, n - k) <= 0.05)
                    size += term;
                term *= (n - k) / (k + 1.0);
            }

            Assert.InRange(size, 0.015, 0.06);
        }
    }
}
