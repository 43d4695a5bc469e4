using CsCheck;
using Search.GaussianProcesses;
using Xunit;

namespace Search.Tests.GaussianProcesses;

public sealed class ValueWarpTests
{
    [Fact]
    public void The_order_stays_and_mean_and_variance_are_0_and_1() => Gen.Double[-5, 5].Array[4, 60].Sample(values =>
    {
        var warped = ValueWarp.Of(Data(values)).Values;

        for (var i = 0; i < values.Length; i++)
            for (var j = 0; j < values.Length; j++)
                if (values[i] < values[j])
                    Assert.True(warped[i] <= warped[j] + 1e-12);
        Assert.Equal(0, warped.Average(), 9);
        if (values.Distinct().Count() > 1)
            Assert.Equal(1, warped.Average(value => value * value), 6);
    });

    [Fact]
    public void One_dreadful_value_leaves_the_good_ones_apart()
    {
        var warped = ValueWarp.Of(Data([1, 2, 3, 4, 5, 6, 1e9])).Values;

        Assert.True(warped[1] - warped[0] > 0.2, string.Join(' ', warped));
        Assert.True(warped[6] < 4);
    }

    [Fact]
    public void Equal_values_are_all_0() => Assert.Equal([0, 0, 0], ValueWarp.Of(Data([7, 7, 7])).Values);

    [Fact]
    public void Thinned_data_keep_the_best_and_their_order()
    {
        var data = Data([.. Enumerable.Range(0, 100).Select(i => (double)((i * 37) % 100))]);

        var thinned = data.Thinned(20);

        Assert.Equal(20, thinned.Count);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (double)i), thinned.Values.Order().Take(10));
        Assert.Equal(thinned.Points.Select(point => point[0]).Order(), thinned.Points.Select(point => point[0]));
        Assert.Same(data, data.Thinned(100));
    }

    internal static GpData Standardized(GpData data)
    {
        var mean = data.Values.Average();
        var deviation = Math.Sqrt(data.Values.Average(value => (value - mean) * (value - mean)));
        return data with { Values = [.. data.Values.Select(value => (value - mean) / deviation)] };
    }

    private static GpData Data(double[] values) => new([.. values.Select((_, i) => new double[] { i })], values, new double[values.Length]);
}
