using CsCheck;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Spaces;

public sealed class UniformDomainTests : DomainContract
{
    protected override double Scale => 100;

    protected override Gen<Domain> Domains { get; } = Gen.Select(Gen.Double[-100, 100], Gen.Double[0.001, 50], Gen.Int[0, 40])
        .Select((low, width, steps) => (Domain)new UniformDomain(low, low + width, steps == 0 ? null : width / steps));

    [Fact]
    public void Ends_and_middle_are_where_one_expects_them()
    {
        var domain = new UniformDomain(-1, 3);

        Assert.Equal([-1, 1, 3], Values(domain, 0, 0.5, 1));
    }

    [Fact]
    public void A_step_gives_low_plus_whole_steps_each_as_likely()
    {
        var domain = new UniformDomain(0, 0.8, 0.2);

        Assert.Equal(5, domain.Count);
        Assert.Equal([0, 0, 0.2, 0.2, 0.4, 0.8, 0.8], Values(domain, 0, 0.199, 0.2, 0.399, 0.5, 0.8, 1).Select(value => Math.Round(value, 12)));
    }

    [Fact]
    public void A_step_that_does_not_divide_the_range_stops_before_its_end()
    {
        var domain = new UniformDomain(0, 1, 0.3);

        Assert.Equal(4, domain.Count);
        Assert.Equal(0.9, domain.FromUnit(1).Number, 12);
        Assert.False(domain.Contains(1));
        Assert.False(domain.Contains(0.5));
        Assert.True(domain.Contains(0.3 + 0.3));
    }

    [Fact]
    public void A_step_as_wide_as_the_range_is_good_though_the_machine_rounds()
    {
        var domain = new UniformDomain(0.1, 0.3, 0.2);

        Assert.Empty(domain.Errors());
        Assert.Equal([0.1, 0.3], Values(domain, 0, 1));
    }

    [Fact]
    public void A_tenth_ten_times_reaches_one() => Assert.Equal(11, new UniformDomain(0, 1, 0.1).Count);

    [Fact]
    public void Equal_ends_are_one_value()
    {
        var domain = new UniformDomain(0.5, 0.5);

        Assert.Equal(1, domain.Count);
        Assert.Equal(0.5, domain.FromUnit(0.9).Number);
        Assert.Equal(0.5, domain.ToUnit(0.5));
    }

    [Theory]
    [InlineData(2, 1, null, "smaller end first")]
    [InlineData(0, double.PositiveInfinity, null, "finite")]
    [InlineData(double.NaN, 1, null, "finite")]
    [InlineData(0, 1, 0.0, "greater than 0")]
    [InlineData(0, 1, -0.1, "greater than 0")]
    [InlineData(0, 1, 2.0, "lower step")]
    public void What_is_no_range_is_an_error_that_says_how_to_fix_it(double low, double high, double? step, string remedy) =>
        Assert.Contains(remedy, Assert.Single(new UniformDomain(low, high, step).Errors()), StringComparison.Ordinal);

    private static IEnumerable<double> Values(UniformDomain domain, params double[] units) => units.Select(unit => domain.FromUnit(unit).Number);
}
