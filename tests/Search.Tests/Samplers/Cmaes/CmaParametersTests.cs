using Search.Samplers.Cmaes;
using Xunit;

namespace Search.Tests.Samplers.Cmaes;

public sealed class CmaParametersTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(10), InlineData(40)]
    public void Constants_keep_the_tutorials_rules(int dimensions)
    {
        foreach (var population in (int[])[CmaParameters.PopulationFor(dimensions), 2 * CmaParameters.PopulationFor(dimensions), 64])
        {
            var parameters = new CmaParameters(dimensions, population);

            Assert.Equal(1, parameters.Weights.Where(weight => weight > 0).Sum(), 1e-12);
            Assert.Equal(parameters.Weights.OrderDescending(), parameters.Weights);
            Assert.InRange(parameters.RankOneRate + parameters.RankMuRate, 0, 1);
            // Positive definite whatever the points: what negative weights take is less than what is kept.
            Assert.True(1 - parameters.RankOneRate - parameters.RankMuRate + dimensions * parameters.RankMuRate * parameters.Weights.Where(weight => weight < 0).Sum() >= -1e-12);
        }
    }

    [Fact]
    public void The_ten_dimensional_constants_are_the_usual_ones()
    {
        var parameters = new CmaParameters(10, CmaParameters.PopulationFor(10));

        Assert.Equal((10, 5), (parameters.Population, parameters.Parents));
        Assert.Equal(3.167, parameters.Mass, 1e-3);
        Assert.Equal(3.0847, parameters.NormalLength, 1e-3);
    }
}
