using CsCheck;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Spaces;

public sealed class OrdinalDomainTests : DomainContract
{
    protected override Gen<Domain> Domains { get; } = Gen.Int[1, 9].Select(count => (Domain)new OrdinalDomain([.. Enumerable.Range(0, count).Select(i => new ParameterValue(10.0 * i))]));

    [Fact]
    public void Neighbours_in_order_are_neighbours_on_the_unit_interval()
    {
        var domain = new OrdinalDomain(["small", "medium", "large"]);

        Assert.Equal([1 / 6.0, 3 / 6.0, 5 / 6.0], domain.Values.Select(domain.ToUnit));
        Assert.Equal("medium", domain.FromUnit(0.5).Text);
        Assert.False(domain.Contains("huge"));
    }

    [Fact]
    public void Nothing_and_something_twice_are_errors()
    {
        Assert.Contains("ordinal has no values", Assert.Single(new OrdinalDomain([]).Errors()), StringComparison.Ordinal);
        Assert.Contains("ordinal lists 5 2 times", Assert.Single(new OrdinalDomain([5.0, 5.0]).Errors()), StringComparison.Ordinal);
    }
}
