using CsCheck;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Spaces;

public sealed class ConstantDomainTests : DomainContract
{
    protected override Gen<Domain> Domains { get; } = Gen.OneOf(
        Gen.Double[-1e6, 1e6].Select(number => (Domain)new ConstantDomain(number)),
        Gen.Bool.Select(flag => (Domain)new ConstantDomain(flag)),
        Gen.Int[0, 9].Select(i => (Domain)new ConstantDomain($"v{i}")));

    [Fact]
    public void Everything_else_is_outside()
    {
        var domain = new ConstantDomain(64.0);

        Assert.False(domain.Contains(65.0));
        Assert.False(domain.Contains("64"));
    }

    [Fact]
    public void What_is_no_finite_number_is_an_error() =>
        Assert.Contains("not a finite number", Assert.Single(new ConstantDomain(double.NaN).Errors()), StringComparison.Ordinal);
}
