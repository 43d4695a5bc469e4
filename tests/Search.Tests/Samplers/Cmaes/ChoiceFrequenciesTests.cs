using CsCheck;
using Search.Samplers.Cmaes;
using Xunit;

namespace Search.Tests.Samplers.Cmaes;

public sealed class ChoiceFrequenciesTests
{
    private static readonly double[] Best = [1.0];

    [Fact]
    public void They_stay_probabilities_and_none_vanishes() =>
        Gen.Select(Gen.Int[2, 9], Gen.Int[1, 5], Gen.Int[-1, 8].Array[1, 60]).Sample((values, choices, seen) =>
        {
            var frequencies = new ChoiceFrequencies(values, choices);
            foreach (var index in seen)
                frequencies.Update([index < values ? index : -1], Best, 4);

            var least = Math.Min(1.0 / values, (1 - Math.Pow(0.73, 1.0 / choices)) / (values - 1));
            Assert.Equal(1, frequencies.Values.Sum(), 1e-12);
            Assert.All(frequencies.Values, frequency => Assert.InRange(frequency, least - 1e-12, 1));
        });

    [Fact]
    public void What_the_better_points_have_becomes_likely()
    {
        var frequencies = new ChoiceFrequencies(3, 1);
        for (var generation = 0; generation < 20; generation++)
            frequencies.Update([1, 2], [0.9, 0.1], 5);

        Assert.InRange(frequencies.Values[1], 0.6, 0.9);
        Assert.True(frequencies.Values[2] > frequencies.Values[0] - 1e-12);
    }
}
