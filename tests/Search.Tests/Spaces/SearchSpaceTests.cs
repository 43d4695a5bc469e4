using System.Text.Json;
using CsCheck;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Spaces;

public sealed class SearchSpaceTests
{
    /// <summary>Three levels: momentum only with sgd, nesterov only where momentum is, a width only for two of the models.</summary>
    internal static SearchSpace Nested { get; } = new()
    {
        Parameters =
        [
            new() { Name = "model", Domain = new ChoiceDomain(["linear", "cnn", "vgg"]) },
            new() { Name = "model.width", Domain = new ChoiceDomain([0.5, 1.0]), When = [new("model", ["cnn", "vgg"])] },
            new() { Name = "optimizer", Domain = new ChoiceDomain(["adam", "sgd"]) },
            new() { Name = "momentum", Domain = new OrdinalDomain([0.0, 0.9]), When = [new("optimizer", ["sgd"])] },
            new() { Name = "nesterov", Domain = new ChoiceDomain([false, true]), When = [new("momentum", [0.9]), new("model", ["vgg"])] },
            new() { Name = "learningRate", Domain = new LogDomain(1e-5, 1e-1) },
        ],
    };

    private static readonly Gen<double[]> Points = Gen.Double[0, 1].Array[6];

    [Fact]
    public void Every_point_is_a_configuration_of_the_space() =>
        Points.Sample(point => Assert.Empty(Nested.Errors(Nested.FromUnit(point))));

    [Fact]
    public void A_parameter_is_present_exactly_when_all_its_conditions_hold() =>
        Points.Sample(point =>
        {
            var configuration = Nested.FromUnit(point);
            var sgd = configuration["optimizer"].Text == "sgd";

            Assert.Equal(configuration["model"].Text != "linear", configuration.Has("model.width"));
            Assert.Equal(sgd, configuration.Has("momentum"));
            Assert.Equal(sgd && configuration["momentum"].Number == 0.9 && configuration["model"].Text == "vgg", configuration.Has("nesterov"));
        });

    [Fact]
    public void A_condition_on_an_absent_parameter_does_not_hold()
    {
        // The point's coordinate says 0.9, but adam has no momentum.
        var configuration = Nested.FromUnit([0.9, 0.5, 0.1, 0.9, 0.9, 0.5]);

        Assert.Equal("adam", configuration["optimizer"].Text);
        Assert.False(configuration.Has("nesterov"));
    }

    [Fact]
    public void A_configuration_comes_back_from_its_point() =>
        Points.Sample(point =>
        {
            var configuration = Nested.FromUnit(point);
            var coordinates = Nested.ToUnit(configuration);

            Assert.All(Nested.Parameters.Zip(coordinates), pair => Assert.Equal(configuration.Has(pair.First.Name), pair.Second is not null));
            var again = Nested.FromUnit([.. coordinates.Select(coordinate => coordinate ?? 0.123)]);
            Assert.Equal(configuration.Without("learningRate"), again.Without("learningRate"));
            Assert.Equal(configuration["learningRate"].Number, again["learningRate"].Number, 1e-9 * configuration["learningRate"].Number);
        });

    [Fact]
    public void Given_values_are_kept_where_they_are_present_and_switch_what_depends_on_them() =>
        Points.Sample(point =>
        {
            var given = Configuration.Empty.With("optimizer", "adam").With("momentum", 0.9).With("learningRate", 0.5).With("unknown", 1.0);

            var configuration = Nested.FromUnit(point, given);

            Assert.Equal("adam", configuration["optimizer"].Text);
            Assert.Equal(0.5, configuration["learningRate"].Number);
            Assert.False(configuration.Has("momentum"));
            Assert.False(configuration.Has("nesterov"));
            Assert.False(configuration.Has("unknown"));
            Assert.Equal(Nested.FromUnit(point)["model"], configuration["model"]);
        });

    [Fact]
    public void A_point_of_another_dimension_is_refused() =>
        Assert.Contains("2 coordinates", Assert.Throws<ArgumentException>(() => Nested.FromUnit([0.5, 0.5])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_refined_domain_holds_where_its_conditions_do_and_the_first_match_counts()
    {
        var rate = Nested.Find("learningRate")!;
        var space = Nested.With(rate with
        {
            Refinements =
            [
                new([new("optimizer", ["sgd"]), new("model", ["vgg"])], new LogDomain(1e-2, 1e-1)),
                new([new("optimizer", ["sgd"])], new LogDomain(1e-3, 1e-2)),
            ],
        });

        Assert.Equal(1e-2, Rate("vgg", "sgd"), 1e-12);
        Assert.Equal(1e-3, Rate("cnn", "sgd"), 1e-12);
        Assert.Equal(1e-5, Rate("vgg", "adam"), 1e-12);

        double Rate(string model, string optimizer) =>
            space.FromUnit([0, 0, 0, 0, 0, 0], Configuration.Empty.With("model", model).With("optimizer", optimizer))["learningRate"].Number;
    }

    [Fact]
    public void A_fixed_parameter_keeps_its_conditions()
    {
        var space = Nested.Fix("momentum", 0.5);

        Assert.Equal(0.5, space.FromUnit([0, 0, 1, 0, 0, 0])["momentum"].Number);
        Assert.False(space.FromUnit([0, 0, 0, 0, 0, 0]).Has("momentum"));
    }

    [Fact]
    public void With_exchanges_in_place_and_adds_at_the_end()
    {
        var exchanged = Nested.With(new Parameter { Name = "optimizer", Domain = new ConstantDomain("sgd") });
        var added = Nested.With(new Parameter { Name = "dropout", Domain = new UniformDomain(0, 1) });

        Assert.Equal(Nested.Parameters.Select(parameter => parameter.Name), exchanged.Parameters.Select(parameter => parameter.Name));
        Assert.Equal("dropout", added.Parameters[^1].Name);
        Assert.Null(Nested.Find("dropout"));
    }

    [Fact]
    public void A_sound_space_has_no_errors() => Assert.Empty(Nested.Errors());

    [Fact]
    public void All_errors_of_a_space_are_named_at_once()
    {
        var space = new SearchSpace
        {
            Parameters =
            [
                new() { Name = "a", Domain = new UniformDomain(2, 1) },
                new() { Name = "b", Domain = new UniformDomain(0, 1), When = [new("later", ["x"])] },
                new() { Name = "later", Domain = new ChoiceDomain(["x", "y"]) },
                new() { Name = "c", Domain = new UniformDomain(0, 1), When = [new("later", ["z"])] },
                new() { Name = "a", Domain = new ConstantDomain(1.0) },
            ],
        };

        string[] errors = [.. space.Errors()];

        Assert.Equal(4, errors.Length);
        Assert.Contains("smaller end first", errors[0], StringComparison.Ordinal);
        Assert.Contains("\"later\", which is not a parameter decided before it; known are a", errors[1], StringComparison.Ordinal);
        Assert.Contains("later is z", errors[2], StringComparison.Ordinal);
        Assert.Contains("a is given twice", errors[3], StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_of_a_configuration_are_named_at_once()
    {
        var wrong = Configuration.Empty.With("model", "linear").With("model.width", 1.0).With("optimizer", "adam").With("learningRate", 5.0).With("x", 1.0);

        string[] errors = [.. Nested.Errors(wrong)];

        Assert.Equal(3, errors.Length);
        Assert.Contains("present only when model: cnn | vgg", errors[0], StringComparison.Ordinal);
        Assert.Contains("learningRate is 5, but must be in log", errors[1], StringComparison.Ordinal);
        Assert.Contains("x is not a parameter", errors[2], StringComparison.Ordinal);
        Assert.Contains("optimizer is missing", Assert.Single(Nested.Errors(wrong.Without("x").Without("model.width").With("learningRate", 0.1).Without("optimizer"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_space_survives_json_with_its_conditions_and_refinements()
    {
        var space = Nested.With(Nested.Find("learningRate")! with { Refinements = [new([new("optimizer", ["sgd"])], new LogDomain(1e-3, 1e-2))] });

        var back = JsonSerializer.Deserialize<SearchSpace>(JsonSerializer.Serialize(space))!;

        Points.Sample(point => Assert.Equal(space.FromUnit(point), back.FromUnit(point)));
        Assert.Equal(space.Parameters.Select(parameter => parameter.Domain), back.Parameters.Select(parameter => parameter.Domain));
        Assert.Equal(space.Parameters.SelectMany(parameter => parameter.When), back.Parameters.SelectMany(parameter => parameter.When));
    }
}
