using Search.Samplers.Tpe;
using Search.Spaces;
using Search.Tests.Spaces;
using Xunit;

namespace Search.Tests.Samplers.Tpe;

public sealed class ParameterGroupTests
{
    [Fact]
    public void Parameters_of_the_same_conditions_are_one_group()
    {
        var space = SearchSpaceTests.Nested
            .With(new Parameter { Name = "dampening", Domain = new UniformDomain(0, 1), When = [new("optimizer", ["sgd"])] })
            .With(new Parameter { Name = "schedule", Domain = new ConstantDomain("cosine") });

        var groups = ParameterGroup.Of(space);

        // model, optimizer and learningRate; model.width; momentum and dampening; nesterov. The schedule has one value.
        Assert.Equal([[0, 2, 5], [1], [3, 6], [4]], groups.Select(group => group.Parameters));
        Assert.True(groups[2].IsPresent(Configuration.Empty.With("optimizer", "sgd")));
        Assert.False(groups[2].IsPresent(Configuration.Empty.With("optimizer", "adam")));
    }
}
