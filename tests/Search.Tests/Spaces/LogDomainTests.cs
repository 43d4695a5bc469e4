using CsCheck;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Spaces;

public sealed class LogDomainTests : DomainContract
{
    protected override Gen<Domain> Domains { get; } = Gen.Select(Gen.Double[-12, 3], Gen.Double[0, 6], Gen.Bool, Gen.Bool)
        .Select((exponent, decades, orZero, single) => (Domain)new LogDomain(Math.Pow(10, exponent), Math.Pow(10, exponent + (single ? 0 : decades + 0.01)), orZero));

    [Fact]
    public void Decades_are_equally_wide()
    {
        var domain = new LogDomain(1e-5, 1e-1);

        Assert.Equal(1e-5, domain.FromUnit(0).Number);
        Assert.Equal(1e-3, domain.FromUnit(0.5).Number, 1e-12);
        Assert.Equal(1e-2, domain.FromUnit(0.75).Number, 1e-12);
        Assert.Equal(1e-1, domain.FromUnit(1).Number);
        Assert.Equal(0.25, domain.ToUnit(1e-4), 1e-12);
    }

    [Fact]
    public void Off_takes_the_lowest_tenth_where_it_is_a_value()
    {
        var domain = new LogDomain(1e-5, 1e-1, OrZero: true);

        Assert.Equal(0, domain.FromUnit(0).Number);
        Assert.Equal(0, domain.FromUnit(0.0999).Number);
        Assert.Equal(1e-5, domain.FromUnit(0.1).Number, 1e-15);
        Assert.Equal(1e-3, domain.FromUnit(0.55).Number, 1e-12);
        Assert.Equal(0.05, domain.ToUnit(0));
        Assert.True(domain.Contains(0));
        Assert.False(new LogDomain(1e-5, 1e-1).Contains(0));
        Assert.False(domain.Contains(1e-6));
    }

    [Fact]
    public void One_value_or_off_are_two_values_and_equally_likely()
    {
        var domain = new LogDomain(1e-4, 1e-4, OrZero: true);

        Assert.Equal(2, domain.Count);
        Assert.Equal([0, 0, 1e-4, 1e-4], ((double[])[0, 0.49, 0.5, 1]).Select(unit => domain.FromUnit(unit).Number));
    }

    [Theory]
    [InlineData(0, 1, "start above 0")]
    [InlineData(-1, 1, "start above 0")]
    [InlineData(2, 1, "smaller end first")]
    [InlineData(double.NaN, 1, "finite")]
    [InlineData(1, double.PositiveInfinity, "finite")]
    public void What_is_no_range_is_an_error_that_says_how_to_fix_it(double low, double high, string remedy) =>
        Assert.Contains(remedy, Assert.Single(new LogDomain(low, high).Errors()), StringComparison.Ordinal);
}
