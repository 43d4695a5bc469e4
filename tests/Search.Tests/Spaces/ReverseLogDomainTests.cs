using CsCheck;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Spaces;

public sealed class ReverseLogDomainTests : DomainContract
{
    // A double near 1 keeps 1e-16 of its distance from 1, whatever the encoding.
    protected override double Tolerance => 1e-12;

    protected override double Scale => 1;

    protected override Gen<Domain> Domains { get; } = Gen.Select(Gen.Double[0, 6], Gen.Double[0.01, 6], Gen.Bool)
        .Select((nearness, more, single) => (Domain)new ReverseLogDomain(1 - Math.Pow(10, -nearness), 1 - Math.Pow(10, -nearness - (single ? 0 : more))));

    [Fact]
    public void Distances_from_one_are_equally_wide_by_decade()
    {
        var domain = new ReverseLogDomain(0.9, 0.999);

        Assert.Equal(0.9, domain.FromUnit(0).Number);
        Assert.Equal(0.99, domain.FromUnit(0.5).Number, 1e-12);
        Assert.Equal(0.999, domain.FromUnit(1).Number);
        Assert.Equal(0.5, domain.ToUnit(0.99), 1e-12);
    }

    [Fact]
    public void The_last_double_below_one_is_a_possible_end()
    {
        var end = Math.BitDecrement(1.0);
        var domain = new ReverseLogDomain(0, end);

        Assert.Empty(domain.Errors());
        Assert.Equal(end, domain.FromUnit(1).Number);
        Assert.Equal(1, domain.ToUnit(end), 1e-12);
        Assert.All(Enumerable.Range(0, 101), i => Assert.InRange(domain.FromUnit(i / 100.0).Number, 0, end));
    }

    [Fact]
    public void It_grows_all_the_way() =>
        Gen.Select(Domains, Gen.Double[0, 1], Gen.Double[0, 1]).Sample((domain, a, b) =>
            Assert.True(domain.FromUnit(Math.Min(a, b)).Number <= domain.FromUnit(Math.Max(a, b)).Number));

    [Theory]
    [InlineData(0.5, 1, "end below 1")]
    [InlineData(0.9, 0.5, "smaller end first")]
    [InlineData(0.5, double.NaN, "finite")]
    [InlineData(double.NegativeInfinity, 0.5, "finite")]
    public void What_is_no_range_is_an_error_that_says_how_to_fix_it(double low, double high, string remedy) =>
        Assert.Contains(remedy, Assert.Single(new ReverseLogDomain(low, high).Errors()), StringComparison.Ordinal);
}
