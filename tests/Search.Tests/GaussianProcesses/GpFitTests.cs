using Search.GaussianProcesses;
using Search.Randomness;
using Xunit;

namespace Search.Tests.GaussianProcesses;

public sealed class GpFitTests
{
    [Fact]
    public void A_column_that_does_nothing_gets_a_longer_scale_than_one_that_does()
    {
        var shape = GpFit.Of(Function(60, 0, point => Math.Sin(8 * point[0])), evaluations: 60);

        Assert.True(shape.LengthScales[1] > 4 * shape.LengthScales[0], string.Join(' ', shape.LengthScales));
    }

    [Theory]
    [InlineData(0, 0, 1e-3)]
    [InlineData(0.3, 0.03, 0.3)] // of values brought to variance 1, noise of 0.3² beside a variance of a half is a seventh
    public void Noise_is_told_from_shape(double noise, double least, double most)
    {
        var shape = GpFit.Of(Function(80, noise, point => Math.Sin(8 * point[0])), evaluations: 60);

        Assert.InRange(shape.Noise, least, most);
    }

    [Fact]
    public void What_is_known_of_an_observations_own_variance_is_not_taken_for_noise_of_all()
    {
        var noisy = Function(80, 0.3, point => Math.Sin(8 * point[0]));
        var told = noisy with { Variances = [.. Enumerable.Repeat(0.2, 80)] };

        Assert.True(GpFit.Of(told, 60).Noise < 0.5 * GpFit.Of(noisy, 60).Noise);
    }

    private static GpData Function(int count, double noise, Func<double[], double> function)
    {
        var random = new SearchRandom(5);
        double[][] points = [.. Enumerable.Range(0, count).Select(_ => new[] { random.NextDouble(), random.NextDouble() })];
        return ValueWarpTests.Standardized(new GpData(points, [.. points.Select(point => function(point) + noise * random.NextNormal())], new double[count]));
    }
}
