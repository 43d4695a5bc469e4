using Search.Randomness;
using Search.Simulation.Functions;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Simulation.Functions;

public sealed class TestFunctionTests
{
    public static TheoryData<string> Names { get; } = [.. TestFunctions.Names];

    [Theory, MemberData(nameof(Names))]
    public void The_optimum_is_inside_the_space_and_has_the_minimum(string name)
    {
        for (var instance = 0UL; instance < 50; instance++)
        {
            var function = TestFunctions.Create(name, instance);

            Assert.Empty(function.Space.Errors(function.Optimum));
            Assert.Equal(function.Minimum, function.Value(function.Optimum), 10);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void No_random_point_is_below_the_minimum(string name)
    {
        for (var instance = 0UL; instance < 10; instance++)
        {
            var function = TestFunctions.Create(name, instance);
            var random = new SearchRandom(instance);
            for (var i = 0; i < 1000; i++)
                Assert.True(function.Value(Point(function.Space, random)) >= function.Minimum);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void No_step_from_the_optimum_leads_below_the_minimum(string name)
    {
        for (var instance = 0UL; instance < 10; instance++)
        {
            var function = TestFunctions.Create(name, instance);
            foreach (var parameter in function.Space.Parameters.Where(parameter => parameter.Domain is UniformDomain))
                foreach (var step in (double[])[-0.01, 0.01, -1e-4, 1e-4])
                    if (function.Optimum.TryGet(parameter.Name, out var at))
                        Assert.True(function.Value(function.Optimum.With(parameter.Name, at.Number + step)) >= function.Minimum - 1e-12);
        }
    }

    [Theory]
    [InlineData("branin", 0.39788735772973816)]
    [InlineData("hartmann6", -3.322368011415512)]
    [InlineData("rosenbrock4", 0)]
    [InlineData("ackley10", 0)]
    [InlineData("sphere", 0)]
    [InlineData("mixed", 0)]
    public void The_minimum_is_the_textbooks(string name, double minimum) => Assert.Equal(minimum, TestFunctions.Create(name).Minimum, 9);

    [Fact]
    public void The_textbooks_values_come_out()
    {
        static Configuration At(params double[] x) => new(x.Select((value, i) => KeyValuePair.Create($"x{i + 1}", (ParameterValue)value)));

        Assert.Equal(0.397887, TestFunctions.Create("branin").Value(At(-Math.PI, 12.275)), 6);
        Assert.Equal(0.397887, TestFunctions.Create("branin").Value(At(9.42477796, 2.475)), 6);
        Assert.Equal(3, TestFunctions.Create("rosenbrock4").Value(At(0, 0, 0, 0)), 12);
        Assert.Equal(20 + Math.E - 20 * Math.Exp(-0.2) - Math.E, TestFunctions.Create("ackley10").Value(At(1, 1, 1, 1, 1, 1, 1, 1, 1, 1)), 12);
        Assert.Equal(30, TestFunctions.Create("sphere").Value(At(1, 2, 3, 4)), 12);
    }

    [Theory, MemberData(nameof(Names))]
    public void Misdeclared_scales_move_the_optimum_and_nothing_else(string name)
    {
        var function = TestFunctions.Create(name, 3);
        var bent = new MisdeclaredFunction(function, 0.4);

        Assert.Empty(bent.Space.Errors(bent.Optimum));
        Assert.Equal(bent.Minimum, bent.Value(bent.Optimum), 1e-9);
        Assert.NotEqual(function.Optimum, bent.Optimum);
        var random = new SearchRandom(1);
        for (var i = 0; i < 1000; i++)
            Assert.True(bent.Value(Point(bent.Space, random)) >= bent.Minimum);
    }

    [Fact]
    public void Another_instance_is_another_function_and_the_same_one_the_same()
    {
        var random = new SearchRandom(1);
        foreach (var name in TestFunctions.Names)
        {
            var point = Point(TestFunctions.Create(name).Space, random);

            Assert.Equal(TestFunctions.Create(name, 7).Value(point), TestFunctions.Create(name, 7).Value(point));
            Assert.NotEqual(TestFunctions.Create(name, 7).Value(point), TestFunctions.Create(name, 8).Value(point));
        }
    }

    [Fact]
    public void A_rotation_keeps_distances_from_the_optimum()
    {
        var sphere = TestFunctions.Create("sphere", 3);
        var random = new SearchRandom(1);
        var point = Point(sphere.Space, random);

        var squares = sphere.Space.Parameters.Sum(parameter => Math.Pow(point[parameter.Name].Number - sphere.Optimum[parameter.Name].Number, 2));
        Assert.Equal(squares, sphere.Value(point), 9);
    }

    [Fact]
    public void Noise_belongs_to_configuration_and_seed_and_has_its_standard_deviation()
    {
        var noisy = TestFunctions.Create("noisy", 1);
        var random = new SearchRandom(1);
        Configuration[] points = [.. Enumerable.Range(0, 2000).Select(_ => Point(noisy.Space, random))];

        double[] noise = [.. points.Select(point => noisy.Observe(point, 1) - noisy.Value(point))];

        Assert.Equal(noisy.Observe(points[0], 1), noisy.Observe(points[0], 1));
        Assert.NotEqual(noisy.Observe(points[0], 1), noisy.Observe(points[0], 2));
        // 2,000 normal numbers: their standard deviation is within 8 % of the true one but for 5 in 10 million cases.
        Assert.InRange(Math.Sqrt(noise.Average(value => value * value)) / noisy.Noise, 0.92, 1.08);
    }

    [Fact]
    public void An_unknown_function_names_the_known_ones() =>
        Assert.Contains("branin, hartmann6", Assert.Throws<ArgumentException>(() => TestFunctions.Create("brannin")).Message, StringComparison.Ordinal);

    private static Configuration Point(SearchSpace space, SearchRandom random) => space.FromUnit([.. Enumerable.Range(0, space.Dimensions).Select(_ => random.NextDouble())]);
}
