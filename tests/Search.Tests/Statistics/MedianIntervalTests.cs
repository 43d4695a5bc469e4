using Search.Randomness;
using Search.Statistics;
using Xunit;

namespace Search.Tests.Statistics;

public sealed class MedianIntervalTests
{
    [Fact]
    public void The_ranks_are_those_of_the_tables()
    {
        // Conover's table of the binomial with one half: 6 values from the least to the largest, 10 from the second, 20 from the 6th, 30 from the 10th.
        static (double, double)? Interval(int count) => MedianInterval.Of(Enumerable.Range(1, count).Select(value => (double)value));

        Assert.Null(Interval(5));
        Assert.Equal((1, 6), Interval(6));
        Assert.Equal((2, 9), Interval(10));
        Assert.Equal((6, 15), Interval(20));
        Assert.Equal((10, 21), Interval(30));
    }

    [Fact]
    public void It_covers_the_true_median_in_95_of_100_samples()
    {
        var random = new SearchRandom(1);
        var covered = 0;
        for (var i = 0; i < 4000; i++)
            if (MedianInterval.Of(Enumerable.Range(0, 20).Select(_ => Math.Exp(3 * random.NextNormal()))) is var (low, high) && low <= 1 && high >= 1)
                covered++;

        // The true coverage with 20 values is 95.9 %: fewer than 94 of 100 in 4,000 samples would be chance in less than one in a million cases.
        Assert.InRange(covered / 4000.0, 0.94, 0.98);
    }

    [Fact]
    public void Infinite_values_stay_at_their_end()
    {
        Assert.Equal(2, MedianInterval.Median([double.PositiveInfinity, 1, 2]));
        Assert.Equal(double.PositiveInfinity, MedianInterval.Median([double.PositiveInfinity, double.PositiveInfinity]));
        Assert.True(double.IsNaN(MedianInterval.Median([])));
    }
}
