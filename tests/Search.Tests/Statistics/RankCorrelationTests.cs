using CsCheck;
using Search.Statistics;
using Xunit;

namespace Search.Tests.Statistics;

public sealed class RankCorrelationTests
{
    [Fact]
    public void Equal_weights_give_Spearmans_coefficient()
    {
        // Worked by hand: ranks 1 … 5 against 2, 1, 4, 3, 5; 1 − 6 · Σd² / (n(n² − 1)) = 1 − 6 · 4 / 120.
        Assert.Equal(0.8, RankCorrelation.Weighted([10, 20, 30, 40, 50], [2, 1, 40, 3, 500], [1, 1, 1, 1, 1])!.Value, 12);
        Assert.Equal(-1, RankCorrelation.Weighted([1, 2, 3], [9, 8, 7], [2, 2, 2])!.Value, 12);
    }

    [Fact]
    public void A_weight_of_three_counts_as_three_equal_pairs() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[1, 4]).Array[3, 12].Sample(pairs =>
        {
            var repeated = pairs.SelectMany(pair => Enumerable.Repeat(pair, pair.Item3)).ToArray();

            var weighted = RankCorrelation.Weighted([.. pairs.Select(pair => pair.Item1)], [.. pairs.Select(pair => pair.Item2)], [.. pairs.Select(pair => (double)pair.Item3)]);
            var expected = RankCorrelation.Weighted([.. repeated.Select(pair => pair.Item1)], [.. repeated.Select(pair => pair.Item2)], [.. repeated.Select(_ => 1.0)]);

            Assert.Equal(expected.HasValue, weighted.HasValue);
            if (expected is { } value)
                Assert.Equal(value, weighted!.Value, 9);
        });

    [Fact]
    public void Constants_order_nothing()
    {
        Assert.Equal(0, RankCorrelation.Weighted([1, 1, 1], [1, 2, 3], [1, 1, 1]));
        Assert.Null(RankCorrelation.Weighted([1, 2, 3], [1, 1, 1], [1, 1, 1]));
    }

    [Fact]
    public void Effective_pairs_are_fewer_the_more_the_weights_differ()
    {
        Assert.Equal(4, RankCorrelation.EffectivePairs([2, 2, 2, 2]), 12);
        Assert.Equal(13.0 * 13 / 103, RankCorrelation.EffectivePairs([10, 1, 1, 1]), 12);
        Assert.Equal(0, RankCorrelation.EffectivePairs([]));
    }
}
