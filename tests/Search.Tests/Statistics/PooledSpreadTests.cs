using CsCheck;
using Search.Statistics;
using Xunit;

namespace Search.Tests.Statistics;

public sealed class PooledSpreadTests
{
    [Fact]
    public void Squares_about_each_groups_own_mean_are_pooled()
    {
        // (1 + 0 + 1) + (4 + 4) = 10 over 2 + 1 degrees of freedom.
        var spread = PooledSpread.Of([[1, 2, 3], [10, 14], [99]])!.Value;

        Assert.Equal(Math.Sqrt(10.0 / 3), spread.Deviation, 1e-12);
        Assert.Equal(3, spread.Degrees);
    }

    [Fact]
    public void Groups_of_one_say_nothing()
    {
        Assert.Null(PooledSpread.Of([[1], [2], []]));
        Assert.Null(PooledSpread.Of([]));
    }

    [Fact]
    public void Moving_a_whole_group_changes_nothing() =>
        Gen.Select(Gen.Double[0, 1].Array[2, 6], Gen.Double[0, 1].Array[2, 6], Gen.Double[-5, 5]).Sample((a, b, shift) =>
            Assert.Equal(PooledSpread.Of([a, b])!.Value.Deviation, PooledSpread.Of([[.. a.Select(value => value + shift)], b])!.Value.Deviation, 1e-9));

    [Fact]
    public void A_single_group_has_its_sample_deviation() =>
        Assert.Equal(new PooledSpread(Math.Sqrt(2.5), 4), PooledSpread.Of([[1, 2, 3, 4, 5]]));
}
