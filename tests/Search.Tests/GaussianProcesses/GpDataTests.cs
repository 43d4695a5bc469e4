using Search.GaussianProcesses;
using Xunit;

namespace Search.Tests.GaussianProcesses;

public sealed class GpDataTests
{
    [Fact]
    public void Standardized_values_have_mean_0_and_variance_1_and_variances_follow()
    {
        var data = Data([1, 5, 3, 7]) with { Variances = [0, 0.5, 0, 10] };

        var standard = data.Standardized();

        Assert.Equal(0, standard.Values.Average(), 1e-12);
        Assert.Equal(1, standard.Values.Average(value => value * value), 1e-12);
        Assert.Equal(0.5 / 5, standard.Variances[1], 1e-12); // the values' variance is 5
        Assert.Equal(1, standard.Variances[3]); // more says nothing more
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(0, 0)]
    [InlineData(1e300, -1e300)]
    public void Values_that_are_alike_or_huge_stay_finite(double one, double other)
    {
        var standard = Data([one, other, one]).Standardized();

        Assert.All(standard.Values, value => Assert.True(double.IsFinite(value)));
        Assert.Equal(one == other, standard.Values.All(value => value == 0));
    }

    [Fact]
    public void Spread_takes_them_evenly_whatever_their_values() =>
        Assert.Equal([1, 4, 7], Data([0, 1, 2, 3, 4, 5, 6, 7, 8]).Spread(3).Values);

    [Fact]
    public void No_more_than_there_are() => Assert.Equal(3, Data([0, 1, 2]).Spread(5).Count);

    private static GpData Data(double[] values) => new([.. values.Select(value => new[] { value })], values, new double[values.Length]);
}
