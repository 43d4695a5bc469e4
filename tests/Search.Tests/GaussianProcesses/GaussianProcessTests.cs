using CsCheck;
using Search.GaussianProcesses;
using Search.Randomness;
using Xunit;

namespace Search.Tests.GaussianProcesses;

public sealed class GaussianProcessTests
{
    private static readonly GpHyperparameters Shape = new([0.5, 0.8], Signal: 1.3, Noise: 1e-8);

    [Fact]
    public void Without_noise_it_passes_through_its_observations_and_is_certain_there()
    {
        var data = Waves(20, 1);
        var process = new GaussianProcess(data, Shape);

        for (var i = 0; i < data.Count; i++)
        {
            var (mean, variance) = process.Predict(data.Points[i]);
            Assert.Equal(data.Values[i], mean, 3);
            Assert.InRange(variance, 0, 1e-5);
        }
    }

    [Fact]
    public void Far_from_everything_it_knows_only_the_prior()
    {
        var (mean, variance) = new GaussianProcess(Waves(20, 1), Shape).Predict([50, 50]);

        Assert.Equal(0, mean, 6);
        Assert.Equal(Shape.Signal, variance, 6);
    }

    [Fact]
    public void One_observation_gives_the_textbook_posterior()
    {
        // k = s·m(r), mean = k y / (s + n + e), variance = s − k² / (s + n + e).
        var shape = new GpHyperparameters([2.0], Signal: 1.5, Noise: 0.25);
        var process = new GaussianProcess(new GpData([[1.0]], [0.7], [0.5]), shape);
        var kernel = 1.5 * Matern.Value(0.25);

        var (mean, variance) = process.Predict([2.0]);

        Assert.Equal(kernel * 0.7 / 2.25, mean, 8);
        Assert.Equal(1.5 - kernel * kernel / 2.25, variance, 8);
    }

    [Fact]
    public void Several_points_together_have_the_means_and_variances_that_each_has_alone() => Gen.Double[0, 1].Array[2].Array[2, 5].Sample(points =>
    {
        var process = new GaussianProcess(Waves(12, 3), Shape with { Noise = 0.01 });

        var (means, covariance) = process.Joint([.. points, points[0]]);

        var size = points.Length + 1;
        for (var i = 0; i < points.Length; i++)
        {
            var (mean, variance) = process.Predict(points[i]);
            Assert.Equal(mean, means[i], 10);
            Assert.Equal(variance, covariance[i * size + i], 10);
        }
        Assert.Equal(covariance[0], covariance[points.Length * size], 10); // the same point twice varies as one
    }, iter: 50);

    [Fact]
    public void Gradients_are_those_of_mean_and_variance() => Gen.Double[0, 1].Array[2].Sample(point =>
    {
        const double step = 1e-5;
        var process = new GaussianProcess(Waves(15, 3), Shape with { Noise = 1e-3 });
        double[] byMean = new double[2], byVariance = new double[2];

        var (mean, variance) = process.Predict(point, byMean, byVariance);

        Assert.Equal(process.Predict(point).Mean, mean, 10);
        Assert.Equal(process.Mean(point), mean, 10);
        Assert.Equal(process.Predict(point).Variance, variance, 10);
        for (var k = 0; k < 2; k++)
        {
            double[] up = [.. point], down = [.. point];
            (up[k], down[k]) = (up[k] + step, down[k] - step);
            Assert.Equal((process.Predict(up).Mean - process.Predict(down).Mean) / (2 * step), byMean[k], 3);
            Assert.Equal((process.Predict(up).Variance - process.Predict(down).Variance) / (2 * step), byVariance[k], 3);
        }
    });

    [Fact]
    public void Believing_changes_no_mean_but_the_certainty()
    {
        var process = new GaussianProcess(Waves(15, 3), Shape with { Noise = 1e-4 });
        double[] open = [0.91, 0.07];

        var believing = process.Believing([open]);

        Assert.True(believing.Predict(open).Variance < 0.01 * process.Predict(open).Variance);
        Assert.Equal(process.Mean([0.5, 0.2]), believing.Mean([0.5, 0.2]), 3);
    }

    [Fact]
    public void The_same_point_twice_is_no_trouble()
    {
        var process = new GaussianProcess(new GpData([[0.5, 0.5], [0.5, 0.5], [0.2, 0.1]], [1, -1, 0], [0, 0, 0]), Shape with { Noise = 1e-9 });

        Assert.True(double.IsFinite(process.Predict([0.4, 0.4]).Mean));
    }

    internal static GpData Waves(int count, ulong seed)
    {
        var random = new SearchRandom(seed);
        double[][] points = [.. Enumerable.Range(0, count).Select(_ => new[] { random.NextDouble(), random.NextDouble() })];
        return new GpData(points, [.. points.Select(point => Math.Sin(6 * point[0]) + 0.5 * Math.Cos(3 * point[1]))], new double[count]);
    }
}
