using System.Buffers.Binary;
using System.Reflection;
using CsCheck;
using Search.Randomness;
using Xunit;

namespace Search.Tests.Randomness;

public sealed class SearchRandomTests
{
    // The published C code, run from the state 1, 2, 3, 4.
    private static readonly ulong[] Published =
    [
        11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625, 8476171486693032832,
        10595114339597558777, 2904607092377533576,
    ];

    [Fact]
    public void The_sequence_is_that_of_the_published_xoshiro256_starstar()
    {
        var random = FromWords(1, 2, 3, 4);

        Assert.Equal(Published, Enumerable.Range(0, Published.Length).Select(_ => random.NextUInt64()));
    }

    [Fact]
    public void A_seed_fills_the_state_by_SplitMix64()
    {
        var random = new SearchRandom(1);

        Assert.Equal(
            [12966619160104079557, 9600361134598540522, 10590380919521690900, 7218738570589545383],
            Enumerable.Range(0, 4).Select(_ => random.NextUInt64()));
    }

    [Fact]
    public void A_saved_generator_continues_identically_whatever_was_drawn_before() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 30]).Sample((seed, draws) =>
        {
            var whole = new SearchRandom(seed);
            for (var i = 0; i < draws; i++)
                _ = i % 2 == 0 ? whole.NextNormal() : whole.Next(10);

            var resumed = new SearchRandom(whole.Save());

            Assert.Equal(Mixed(whole), Mixed(resumed));
            Assert.Equal(whole.Save(), resumed.Save());
        });

    [Fact]
    public void A_state_of_another_length_or_of_zeros_is_refused()
    {
        Assert.Contains("31", Assert.Throws<ArgumentException>(() => new SearchRandom(new byte[31])).Message, StringComparison.Ordinal);
        Assert.Contains("zero", Assert.Throws<ArgumentException>(() => new SearchRandom(new byte[32])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_overridable_member_falls_back_on_the_framework() =>
        Assert.All(
            typeof(Random).GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Where(method => method.IsVirtual && method.DeclaringType == typeof(Random)),
            method => Assert.Equal(
                typeof(SearchRandom),
                typeof(SearchRandom).GetMethod(method.Name, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, [.. method.GetParameters().Select(p => p.ParameterType)])!.DeclaringType));

    [Theory]
    // Pearson's χ² of 7 cells has 6 degrees of freedom: above 45 with odds of 5e-8; of 11 cells 10: above 55 with 3e-8.
    [InlineData(7, 45)]
    [InlineData(11, 55)]
    public void Whole_numbers_are_equally_likely(int cells, double limit)
    {
        const int n = 70_000;
        var random = new SearchRandom(5);
        var counts = new int[cells];
        for (var i = 0; i < n; i++)
            counts[random.Next(cells)]++;

        Assert.InRange(ChiSquare(counts, n), 0, limit);
    }

    [Fact]
    public void Ranges_that_do_not_divide_the_words_are_unbiased_too()
    {
        // Of 2⁶⁴ words every value below 3·2⁶¹ gets 8/3: without rejection, two thirds of the values would be half as likely again as the rest.
        const int n = 30_000;
        var random = new SearchRandom(6);
        var counts = new int[3];
        for (var i = 0; i < n; i++)
            counts[random.NextInt64(3L << 61) % 3]++;

        Assert.InRange(ChiSquare(counts, n), 0, 35); // 2 degrees of freedom: odds of 3e-8
    }

    [Fact]
    public void Whole_numbers_lie_in_their_range_even_the_widest() =>
        Gen.Select(Gen.ULong, Gen.Long, Gen.Long).Sample((seed, a, b) =>
        {
            var (low, high) = (Math.Min(a, b), Math.Max(a, b));
            var value = new SearchRandom(seed).NextInt64(low, high);

            Assert.True(low == high ? value == low : value >= low && value < high);
        });

    [Fact]
    public void An_empty_range_is_refused()
    {
        var random = new SearchRandom(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(3, 2));
    }

    [Fact]
    public void Fractions_fill_the_interval_evenly_and_never_reach_one()
    {
        const int n = 70_000;
        var random = new SearchRandom(7);
        var (doubles, singles) = (new int[7], new int[7]);
        for (var i = 0; i < n; i++)
        {
            doubles[(int)(7 * random.NextDouble())]++;
            singles[(int)(7 * random.NextSingle())]++;
        }

        Assert.InRange(ChiSquare(doubles, n), 0, 45);
        Assert.InRange(ChiSquare(singles, n), 0, 45);
    }

    [Fact]
    public void Normal_numbers_have_the_first_four_moments_of_the_standard_normal()
    {
        // n = 200000; the moments' standard errors are sqrt(1, 2, 15, 96 / n). Six of them: odds of 8e-9 together.
        const int n = 200_000;
        var random = new SearchRandom(8);
        var sums = new double[4];
        for (var i = 0; i < n; i++)
        {
            var x = random.NextNormal();
            sums[0] += x;
            sums[1] += x * x;
            sums[2] += x * x * x;
            sums[3] += x * x * x * x;
        }

        Assert.Equal(0, sums[0] / n, 6 * Math.Sqrt(1.0 / n));
        Assert.Equal(1, sums[1] / n, 6 * Math.Sqrt(2.0 / n));
        Assert.Equal(0, sums[2] / n, 6 * Math.Sqrt(15.0 / n));
        Assert.Equal(3, sums[3] / n, 6 * Math.Sqrt(96.0 / n));
    }

    [Fact]
    public void Bytes_are_the_words_in_little_endian_order_and_a_rest_is_cut()
    {
        var bytes = new byte[20];
        FromWords(1, 2, 3, 4).NextBytes(bytes);

        Assert.Equal(Published[0], BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        Assert.Equal(Published[1], BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8)));
        Assert.Equal((uint)Published[2], BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(16)));
    }

    private static SearchRandom FromWords(params ulong[] words)
    {
        var state = new byte[SearchRandom.StateLength];
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(state.AsSpan(8 * i), words[i]);
        return new SearchRandom(state);
    }

    private static double[] Mixed(SearchRandom random) =>
        [random.NextDouble(), random.NextSingle(), random.NextNormal(), random.Next(), random.Next(1000), random.NextInt64(), random.NextInt64(-5, 5)];

    private static double ChiSquare(int[] counts, int n) => counts.Sum(count => Math.Pow(count - (double)n / counts.Length, 2) / ((double)n / counts.Length));
}
