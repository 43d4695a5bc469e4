using Search.GaussianProcesses;
using Search.Randomness;
using Xunit;

namespace Search.Tests.GaussianProcesses;

public sealed class GpPosteriorTests
{
    [Fact]
    public void The_most_plausible_shape_comes_first()
    {
        var data = Waves(30);

        var shapes = GpPosterior.Of(data, 8, 40, new SearchRandom(1));

        Assert.Equal(9, shapes.Count);
        Assert.Equal(GpFit.Of(data, 40).LengthScales, shapes[0].LengthScales);
    }

    [Fact]
    public void Few_observations_leave_the_shape_open_and_many_do_not()
    {
        // Fixed seeds; the spread of a prior length scale is 1.
        Assert.InRange(Spread(Waves(6)), 0.25, 2);
        Assert.InRange(Spread(Waves(80)), 0, 0.2);
    }

    [Fact]
    public void The_same_seed_draws_the_same_shapes()
    {
        double[] Noises(ulong seed) => [.. GpPosterior.Of(Waves(10), 8, 40, new SearchRandom(seed)).Select(shape => shape.Noise)];

        Assert.Equal(Noises(1), Noises(1));
        Assert.NotEqual(Noises(1), Noises(2));
    }

    /// <summary>Standard deviation of the logarithm of the first length scale.</summary>
    private static double Spread(GpData data)
    {
        double[] logs = [.. GpPosterior.Of(data, 40, 40, new SearchRandom(1)).Select(shape => Math.Log(shape.LengthScales[0]))];
        return Math.Sqrt(logs.Average(log => (log - logs.Average()) * (log - logs.Average())));
    }

    private static GpData Waves(int count)
    {
        var random = new SearchRandom(3);
        double[][] points = [.. Enumerable.Range(0, count).Select(_ => new[] { random.NextDouble(), random.NextDouble() })];
        return ValueWarp.Of(new GpData(points, [.. points.Select(point => Math.Sin(6 * point[0]) + point[1])], new double[count]));
    }
}
