using Search.Spaces;
using Xunit;

namespace Search.Specs.Tests;

public sealed class OverrideTests
{
    [Fact]
    public void An_override_wins_over_the_file_and_adds_what_is_not_there()
    {
        var spec = Files.Good(Files.With("maxEpochs: 3"), "maxEpochs=5", "data.limit.train=500", "space.dropout={ uniform: [0, 0.2] }", "space.augmentation.rotation=[0, 9]", "model=[cnn, vgg]");

        Assert.Equal((5, 500), (spec.MaxEpochs, spec.Data!.LimitTrain));
        Assert.Equal(new UniformDomain(0, 0.2), spec.Space.Find("dropout")!.Domain);
        Assert.Equal([0, 9], spec.Augmentation.Single().Levels);
        Assert.Equal(2, spec.Space.Find("model")!.Domain.Count);
    }

    [Fact]
    public void A_later_override_wins_over_an_earlier_one()
    {
        Assert.Equal(7, Files.Good(Files.With(""), "maxEpochs=5", "maxEpochs=7").MaxEpochs);
    }

    [Fact]
    public void Overrides_alone_can_make_a_file()
    {
        Assert.EndsWith("cifar10", Files.Good("", "data.path=cifar10").Data!.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_with_a_dot_in_a_configuration_can_be_set()
    {
        var spec = Files.Good(Files.With("configuration: { learningRate: 0.1, augmentation.rotation: 5 }"), "configuration.augmentation.rotation=15");

        Assert.Equal(15, spec.Configuration!["augmentation.rotation"].Number);
    }

    [Theory]
    [InlineData("maxEpochs", "--set maxEpochs: this must be key.path=value")]
    [InlineData("maxEpochs=", "--set maxEpochs=: this must be key.path=value")]
    [InlineData("=3", "--set =3: this must be key.path=value")]
    [InlineData("maxEpochs=none", "--set maxEpochs=none: maxEpochs is none, but must be a number")]
    [InlineData("maxEpoch=3", "--set maxEpoch=3: maxEpoch is not a known key: did you mean maxEpochs?")]
    [InlineData("seed.x=3", "--set seed.x=3: seed is 1 and has no keys")]
    [InlineData("space=[", "--set space=[: this is not valid YAML")]
    public void A_mistake_in_an_override_names_the_override(string setting, string expected)
    {
        Assert.Contains(expected, Assert.Single(Files.Errors(Files.With("seed: 1"), setting)), StringComparison.Ordinal);
    }
}
