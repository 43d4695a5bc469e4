using CsCheck;
using Search.Statistics;
using Xunit;

namespace Search.Tests.Statistics;

public sealed class WilsonTests
{
    // 81 of 263 is Newcombe's example (Statistics in Medicine 1998, table I, method 3); the others follow from the formula by hand.
    [Theory]
    [InlineData(81 / 263.0, 263, 0.2553, 0.3662)]
    [InlineData(15 / 148.0, 148, 0.0624, 0.1605)]
    [InlineData(0 / 20.0, 20, 0.0000, 0.1611)]
    [InlineData(1 / 29.0, 29, 0.0061, 0.1718)]
    [InlineData(0.5, 10, 0.2366, 0.7634)]
    [InlineData(0.9, 1000, 0.8798, 0.9171)]
    public void Known_intervals_come_out(double fraction, int images, double low, double high)
    {
        var interval = Wilson.Interval95(fraction, images);

        Assert.Equal(low, interval.Low, 0.00005);
        Assert.Equal(high, interval.High, 0.00005);
    }

    [Fact]
    public void The_interval_stays_within_0_and_1_and_holds_the_fraction() =>
        Gen.Select(Gen.Int[1, 5000], Gen.Double[0, 1]).Sample((images, share) =>
        {
            var fraction = Math.Round(share * images) / images;
            var (low, high) = Wilson.Interval95(fraction, images);

            Assert.InRange(low, 0, fraction + 1e-12);
            Assert.InRange(high, fraction - 1e-12, 1);
        });

    [Fact]
    public void Right_and_wrong_are_treated_alike() =>
        Gen.Select(Gen.Int[1, 5000], Gen.Double[0, 1]).Sample((images, fraction) =>
        {
            var (low, high) = Wilson.Interval95(fraction, images);
            var mirrored = Wilson.Interval95(1 - fraction, images);

            Assert.Equal(1 - high, mirrored.Low, 1e-12);
            Assert.Equal(1 - low, mirrored.High, 1e-12);
        });

    [Fact]
    public void No_images_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Interval95(0.5, 0));
}
