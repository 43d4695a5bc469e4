using CsCheck;
using Search.LinearAlgebra;
using Xunit;

namespace Search.Tests.LinearAlgebra;

public sealed class BoxMinimizerTests
{
    [Fact]
    public void A_curved_valley_is_followed_to_its_end()
    {
        double[] x = [-1.2, 1];

        var value = BoxMinimizer.Minimize(Rosenbrock, x, [-2, -2], [2, 2], evaluations: 200, tolerance: 1e-14);

        Assert.InRange(value, 0, 1e-8);
        Assert.Equal(1, x[0], 3);
        Assert.Equal(1, x[1], 3);
    }

    [Fact]
    public void A_minimum_outside_the_box_is_found_on_its_border() => Gen.Double[-3, 3].Array[4].Sample(centre =>
    {
        double[] x = [.. Enumerable.Repeat(0.5, 4)];

        BoxMinimizer.Minimize((at, gradient) => Sphere(at, gradient, centre), x, new double[4], [1, 1, 1, 1], evaluations: 60, tolerance: 1e-14);

        for (var i = 0; i < 4; i++)
            Assert.Equal(Math.Clamp(centre[i], 0, 1), x[i], 4);
    });

    [Fact]
    public void No_more_evaluations_are_used_than_allowed_and_the_result_is_never_worse_than_the_start() =>
        Gen.Select(Gen.Int[1, 40], Gen.Double[-2, 2].Array[2]).Sample((allowed, start) =>
        {
            var used = 0;
            var before = Rosenbrock(start, new double[2]);

            var after = BoxMinimizer.Minimize((x, gradient) => { used++; return Rosenbrock(x, gradient); }, [.. start], [-2, -2], [2, 2], allowed);

            Assert.InRange(used, 1, allowed);
            Assert.True(after <= before);
        });

    [Fact]
    public void Where_the_function_cannot_be_computed_the_start_stays()
    {
        double[] x = [0.5];

        Assert.True(double.IsNaN(BoxMinimizer.Minimize((_, _) => double.NaN, x, [0], [1], 10)));
        Assert.Equal([0.5], x);
    }

    private static double Rosenbrock(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var (a, b) = (1 - x[0], x[1] - x[0] * x[0]);
        gradient[0] = -2 * a - 400 * x[0] * b;
        gradient[1] = 200 * b;
        return a * a + 100 * b * b;
    }

    private static double Sphere(ReadOnlySpan<double> x, Span<double> gradient, double[] centre)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            gradient[i] = 2 * (x[i] - centre[i]);
            sum += (x[i] - centre[i]) * (x[i] - centre[i]);
        }
        return sum;
    }
}
