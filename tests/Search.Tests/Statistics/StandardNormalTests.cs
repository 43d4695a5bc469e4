using CsCheck;
using Search.Statistics;
using Xunit;

namespace Search.Tests.Statistics;

public sealed class StandardNormalTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068542948)]
    [InlineData(-1.959963984540054, 0.025)]
    [InlineData(-3, 0.00134989803163009453)]
    [InlineData(-8, 6.22096057427178e-16)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.PositiveInfinity, 1)]
    public void Probabilities_are_the_tables(double x, double probability) => Assert.Equal(probability, StandardNormal.Cdf(x), 1e-15 + 1e-8 * (probability < 1e-3 ? probability : 0));

    [Fact]
    public void Both_sides_mirror_and_a_stretch_is_the_difference_of_its_ends() =>
        Gen.Select(Gen.Double[-9, 9], Gen.Double[0, 3]).Sample((low, width) =>
        {
            Assert.Equal(1, StandardNormal.Cdf(low) + StandardNormal.Cdf(-low), 1e-15);
            Assert.Equal(StandardNormal.Between(low, low + width), StandardNormal.Between(-low - width, -low), 1e-15);
            Assert.InRange(StandardNormal.Between(low, low + width), 0, 1);
        });

    [Fact]
    public void A_stretch_far_out_keeps_its_digits() => Assert.Equal(1, StandardNormal.Between(10, 11) / 7.619661958203143e-24, 1e-7);

    [Fact]
    public void The_quantile_inverts_the_distribution() =>
        Gen.Double[-8, 8].Sample(x => Assert.Equal(Math.Min(x, 5.0), StandardNormal.Quantile(StandardNormal.Cdf(Math.Min(x, 5.0))), 1e-8));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Certainties_have_no_quantile(double probability) => Assert.Throws<ArgumentOutOfRangeException>(() => StandardNormal.Quantile(probability));
}
