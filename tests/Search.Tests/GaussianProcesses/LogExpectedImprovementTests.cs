using CsCheck;
using Search.GaussianProcesses;
using Search.Statistics;
using Xunit;

namespace Search.Tests.GaussianProcesses;

public sealed class LogExpectedImprovementTests
{
    [Fact]
    public void Where_the_plain_formula_has_digits_both_agree() => Gen.Select(Gen.Double[-4, 4], Gen.Double[0.1, 3]).Sample((mean, deviation) =>
    {
        const double best = 0.5;
        var u = (best - mean) / deviation;
        if (u < -5)
            return;
        var plain = deviation * (Math.Exp(-u * u / 2) / Math.Sqrt(2 * Math.PI) + u * StandardNormal.Cdf(u));

        Assert.Equal(Math.Log(plain), LogExpectedImprovement.Of(mean, deviation, best).Value, 6);
    });

    [Fact]
    public void The_derivatives_are_those_of_the_value_also_far_from_any_promise() => Gen.Select(Gen.Double[-10, 200], Gen.Double[0.5, 2]).Sample((mean, deviation) =>
    {
        const double step = 1e-5;
        var (_, byMean, byDeviation) = LogExpectedImprovement.Of(mean, deviation, 0);
        var slopeByMean = (At(mean + step, deviation) - At(mean - step, deviation)) / (2 * step);
        var slopeByDeviation = (At(mean, deviation + step) - At(mean, deviation - step)) / (2 * step);

        Assert.InRange(byMean - slopeByMean, -1e-3 * (1 + Math.Abs(byMean)), 1e-3 * (1 + Math.Abs(byMean)));
        Assert.InRange(byDeviation - slopeByDeviation, -1e-3 * (1 + Math.Abs(byDeviation)), 1e-3 * (1 + Math.Abs(byDeviation)));

        static double At(double mean, double deviation) => LogExpectedImprovement.Of(mean, deviation, 0).Value;
    });

    [Fact]
    public void A_lower_mean_always_promises_more() => Gen.Double[-30, 3000].Sample(mean =>
        Assert.True(LogExpectedImprovement.Of(mean, 1, 0).Value > LogExpectedImprovement.Of(mean + 0.01, 1, 0).Value));
}
