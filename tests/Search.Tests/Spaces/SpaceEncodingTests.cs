using CsCheck;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Spaces;

public sealed class SpaceEncodingTests
{
    private static readonly SearchSpace Space = SearchSpaceTests.Nested
        .With(new Parameter { Name = "depth", Domain = new IntDomain(1, 4) })
        .With(new Parameter { Name = "schedule", Domain = new ConstantDomain("cosine") });

    private static readonly SpaceEncoding Encoding = new(Space);

    [Fact]
    public void A_configuration_comes_back_from_its_point() =>
        Gen.Double[0, 1].Array[Space.Dimensions].Sample(unit =>
        {
            var configuration = Space.FromUnit(unit);

            var back = Encoding.Decode(Encoding.Encode(configuration));

            Assert.Equal(configuration.Without("learningRate"), back.Without("learningRate"));
            Assert.Equal(configuration["learningRate"].Number, back["learningRate"].Number, 1e-9);
        });

    [Fact]
    public void Every_point_is_a_configuration_of_the_space() =>
        Gen.Double[-2, 3].Array[Encoding.Columns.Count].Sample(point => Assert.Empty(Space.Errors(Encoding.Decode(point))));

    [Fact]
    public void Columns_tell_what_they_stand_for()
    {
        // Three models in three columns, choices of two in one, no column for the constant.
        Assert.Equal([0, 0, 0, 1, 2, 3, 4, 5, 6], Encoding.Columns.Select(column => column.Parameter));
        Assert.Equal([true, true, true, true, true, false, true, false, false], Encoding.Columns.Select(column => column.IsChoice));
        Assert.Equal([null, null, null, 2L, 2L, 2L, 2L, null, 4L], Encoding.Columns.Select(column => column.Count));
    }

    [Fact]
    public void Any_two_choices_are_one_apart()
    {
        double[] Point(string model) => Encoding.Encode(Configuration.Empty.With("model", model));

        Assert.Equal(1, Distance(Point("linear"), Point("vgg")), 1e-12);
        Assert.Equal(1, Distance(Point("cnn"), Point("vgg")), 1e-12);
        Assert.Equal(1, Distance(Encoding.Encode(Configuration.Empty.With("optimizer", "adam")), Encoding.Encode(Configuration.Empty.With("optimizer", "sgd"))), 1e-12);
    }

    [Fact]
    public void Absent_parameters_lie_in_the_middle()
    {
        var point = Encoding.Encode(Configuration.Empty);

        Assert.Equal([0, 0, 0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5], point);
    }

    [Fact]
    public void What_an_earlier_space_left_lies_outside_but_within_reach()
    {
        double Rate(ParameterValue value) => Encoding.Encode(Configuration.Empty.With("learningRate", value))[7];

        Assert.Equal(1.25, Rate(1.0), 1e-9);
        Assert.Equal(2, Rate(1e300));
        Assert.Equal(-1, Rate(0.0));
        Assert.Equal(-1, Rate(-1.0));
        Assert.Equal(0.5, Rate("high"));
        Assert.Equal([0, 0, 0], Encoding.Encode(Configuration.Empty.With("model", "resnet"))[..3]);
        Assert.Equal(0.5, Encoding.Encode(Configuration.Empty.With("momentum", 0.3))[5]);
    }

    [Fact]
    public void A_refined_domain_has_its_own_scale()
    {
        var encoding = new SpaceEncoding(Space.With(Space.Find("learningRate")! with { Refinements = [new([new("optimizer", ["sgd"])], new LogDomain(1e-3, 1e-2))] }));

        Assert.Equal(0, encoding.Encode(Configuration.Empty.With("optimizer", "sgd").With("learningRate", 1e-3))[7], 1e-9);
        Assert.Equal(0.5, encoding.Encode(Configuration.Empty.With("optimizer", "adam").With("learningRate", 1e-3))[7], 1e-9);
    }

    [Fact]
    public void A_point_of_another_length_is_refused() =>
        Assert.Contains("2 coordinates, but the encoding 9 columns", Assert.Throws<ArgumentException>(() => Encoding.Decode([0.5, 0.5])).Message, StringComparison.Ordinal);

    private static double Distance(double[] one, double[] other) => Math.Sqrt(one.Zip(other, (a, b) => (a - b) * (a - b)).Sum());
}
