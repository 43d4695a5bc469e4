using Search.GaussianProcesses;
using Search.Randomness;
using Xunit;

namespace Search.Tests.GaussianProcesses;

public sealed class GpLikelihoodTests
{
    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 1 })]
    [InlineData(new[] { 0, 2 })]
    public void The_gradient_is_the_difference_over_small_steps(int[] bent)
    {
        var random = new SearchRandom(3);
        double[][] points = [.. Enumerable.Range(0, 20).Select(_ => new[] { random.NextDouble(), random.NextDouble(), random.NextDouble() })];
        var data = ValueWarp.Of(new GpData(points, [.. points.Select(point => Math.Sin(5 * point[0]) + Math.Sqrt(point[1]) + 0.1 * random.NextNormal())], [.. points.Select((_, i) => 0.01 * (i % 3))]));
        var likelihood = new GpLikelihood(data, bent);
        var x = likelihood.Start();
        for (var k = 0; k < x.Length; k++)
            x[k] += 0.5 * random.NextNormal();
        var gradient = new double[x.Length];
        likelihood.Evaluate(x, gradient);

        for (var k = 0; k < x.Length; k++)
        {
            double At(double step)
            {
                double[] moved = [.. x];
                moved[k] += step;
                return likelihood.Evaluate(moved, []);
            }
            var difference = (At(1e-5) - At(-1e-5)) / 2e-5;
            Assert.Equal(difference, gradient[k], 1e-4 * Math.Max(1, Math.Abs(difference)));
        }
    }
}
