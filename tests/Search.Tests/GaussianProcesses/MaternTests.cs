using CsCheck;
using Search.GaussianProcesses;
using Xunit;

namespace Search.Tests.GaussianProcesses;

public sealed class MaternTests
{
    [Fact]
    public void At_distance_0_points_are_fully_correlated_and_further_away_ever_less()
    {
        Assert.Equal(1, Matern.Value(0));
        Gen.Double[0, 100].Sample(squared => Assert.True(Matern.Value(squared) > Matern.Value(squared + 0.01)));
    }

    [Fact]
    public void The_value_at_one_length_scale_is_that_of_the_formula() => Assert.Equal((1 + Math.Sqrt(5) + 5.0 / 3) * Math.Exp(-Math.Sqrt(5)), Matern.Value(1), 14);

    [Fact]
    public void The_slope_is_that_of_the_value() => Gen.Double[0.001, 20].Sample(squared =>
    {
        const double step = 1e-5;
        var (value, slope) = Matern.WithSlope(squared);

        Assert.Equal(Matern.Value(squared), value, 14);
        Assert.Equal((Matern.Value(squared + step) - Matern.Value(squared - step)) / (2 * step), slope, 4);
    });
}
