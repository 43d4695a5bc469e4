using CsCheck;
using Search.Statistics;
using Xunit;

namespace Search.Tests.Statistics;

public sealed class StudentTTests
{
    // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2; further digits from the closed forms and from common tables.
    [Theory]
    [InlineData(0.90, 1, 3.078)]
    [InlineData(0.95, 1, 6.314)]
    [InlineData(0.975, 1, 12.706)]
    [InlineData(0.995, 1, 63.657)]
    [InlineData(0.975, 2, 4.303)]
    [InlineData(0.975, 4, 2.776)]
    [InlineData(0.995, 5, 4.032)]
    [InlineData(0.999, 9, 4.297)]
    [InlineData(0.975, 10, 2.228)]
    [InlineData(0.95, 29, 1.699)]
    [InlineData(0.975, 30, 2.042)]
    [InlineData(0.975, 100, 1.984)]
    public void Quantiles_are_those_of_the_published_table(double probability, double degrees, double expected)
    {
        Assert.Equal(expected, StudentT.Quantile(probability, degrees), 0.0005);
        Assert.Equal(-expected, StudentT.Quantile(1 - probability, degrees), 0.0005);
    }

    [Fact]
    public void One_and_two_degrees_of_freedom_agree_with_their_closed_forms() =>
        Gen.Double[-50, 50].Sample(t =>
        {
            Assert.Equal(0.5 + Math.Atan(t) / Math.PI, StudentT.Cdf(t, 1), 1e-12);
            Assert.Equal(0.5 + t / (2 * Math.Sqrt(2 + t * t)), StudentT.Cdf(t, 2), 1e-12);
        });

    [Fact]
    public void Many_degrees_of_freedom_come_close_to_the_normal_distribution() =>
        Assert.Equal(1.959963984540054, StudentT.Quantile(0.975, 1e7), 1e-5);

    [Fact]
    public void The_distribution_is_symmetric_and_grows() =>
        Gen.Select(Gen.Double[0.001, 30], Gen.Double[0.01, 5], Gen.Double[1, 200]).Sample((t, step, degrees) =>
        {
            Assert.Equal(1, StudentT.Cdf(t, degrees) + StudentT.Cdf(-t, degrees), 1e-12);
            Assert.True(StudentT.Cdf(t, degrees) <= StudentT.Cdf(t + step, degrees));
            Assert.Equal(0.5, StudentT.Cdf(0, degrees), 1e-12);
        });

    [Fact]
    public void A_quantile_is_the_inverse_of_the_distribution() =>
        Gen.Select(Gen.Double[0.001, 0.999], Gen.Double[1, 200]).Sample((probability, degrees) =>
            Assert.Equal(probability, StudentT.Cdf(StudentT.Quantile(probability, degrees), degrees), 1e-9));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    public void A_probability_that_no_quantile_has_is_refused(double probability) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.Quantile(probability, 3));

    [Fact]
    public void Infinite_values_lie_at_the_ends_and_what_is_not_a_number_stays_so()
    {
        Assert.Equal(1, StudentT.Cdf(double.PositiveInfinity, 3));
        Assert.Equal(0, StudentT.Cdf(double.NegativeInfinity, 3));
        Assert.True(double.IsNaN(StudentT.Cdf(double.NaN, 3)));
    }

    [Fact]
    public void The_interval_of_one_to_five_is_the_textbooks()
    {
        // Mean 3, deviation 1.5811, t(0.975, 4) = 2.7764: 3 ± 1.9632.
        var (low, high) = StudentT.Interval95([1, 2, 3, 4, 5])!.Value;

        Assert.Equal(1.0368, low, 0.00005);
        Assert.Equal(4.9632, high, 0.00005);
        Assert.Null(StudentT.Interval95([1]));
        Assert.Null(StudentT.Interval95([]));
    }
}
