using CsCheck;
using Search.Statistics;
using Xunit;

namespace Search.Tests.Statistics;

public sealed class HolmTests
{
    private static readonly Gen<double[]> PValues = Gen.Double[0, 0.1].Array[0, 12];

    [Fact]
    public void The_worked_example_rejects_the_two_smallest()
    {
        // Ordered 0.005, 0.01, 0.03, 0.04 against 0.05/4, 0.05/3, 0.05/2, 0.05: the third stops it, though the fourth alone would pass.
        Assert.Equal([true, false, false, true], Holm.Rejected([0.01, 0.04, 0.03, 0.005], 0.05));
    }

    [Fact]
    public void A_larger_family_is_a_stricter_test()
    {
        Assert.Equal([true], Holm.Rejected([0.009], 0.05, family: 5));
        Assert.Equal([false], Holm.Rejected([0.009], 0.05, family: 6));
        Assert.Equal([true], Holm.Rejected([0.04], 0.05, family: 0));
    }

    [Fact]
    public void Not_a_number_is_never_rejected_but_counts_as_a_test() =>
        Assert.Equal([false, false, true], Holm.Rejected([double.NaN, 0.03, 0.016], 0.05));

    [Fact]
    public void Whoever_is_below_a_rejected_one_is_rejected_too() =>
        PValues.Sample(pValues =>
        {
            var rejected = Holm.Rejected(pValues, 0.05);
            for (var i = 0; i < pValues.Length; i++)
                for (var j = 0; j < pValues.Length; j++)
                    Assert.True(!rejected[i] || pValues[j] >= pValues[i] || rejected[j]);
        });

    [Fact]
    public void Smaller_p_values_and_higher_levels_never_take_a_rejection_back() =>
        Gen.Select(PValues, Gen.Double[0, 1], Gen.Double[0.001, 0.2], Gen.Double[0, 0.2]).Sample((pValues, shrink, level, more) =>
        {
            var before = Holm.Rejected(pValues, level);
            var smaller = Holm.Rejected([.. pValues.Select((p, i) => i % 2 == 0 ? p * shrink : p)], level);
            var higher = Holm.Rejected(pValues, level + more);

            Assert.All(Enumerable.Range(0, pValues.Length), i => Assert.True(!before[i] || (smaller[i] && higher[i])));
        });

    [Fact]
    public void It_rejects_all_that_Bonferroni_rejects_and_nothing_above_the_level() =>
        PValues.Sample(pValues =>
        {
            var rejected = Holm.Rejected(pValues, 0.05);

            Assert.All(Enumerable.Range(0, pValues.Length), i => Assert.True(rejected[i] ? pValues[i] <= 0.05 : pValues[i] > 0.05 / pValues.Length));
        });
}
