using CsCheck;
using Search.Randomness;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Spaces;

public sealed class ChoiceDomainTests : DomainContract
{
    protected override Gen<Domain> Domains { get; } = Gen.Int[1, 9].Select(count => (Domain)new ChoiceDomain([.. Enumerable.Range(0, count).Select(i =>
        i % 3 == 0 ? new ParameterValue($"v{i}") : i % 3 == 1 ? new ParameterValue(i) : new ParameterValue(i % 2 == 0))
        .Distinct()]));

    [Fact]
    public void Every_value_is_about_as_likely()
    {
        const int n = 70_000;
        var domain = new ChoiceDomain([.. "abcdefg".Select(c => new ParameterValue(c.ToString()))]);
        var random = new SearchRandom(3);
        var counts = new int[7];
        for (var i = 0; i < n; i++)
            counts[domain.FromUnit(random.NextDouble()).Text[0] - 'a']++;

        // χ² with 6 degrees of freedom: above 45 with odds of 5e-8.
        Assert.InRange(counts.Sum(count => Math.Pow(count - n / 7.0, 2) / (n / 7.0)), 0, 45);
    }

    [Fact]
    public void Texts_numbers_and_flags_of_the_same_look_are_different_values()
    {
        var domain = new ChoiceDomain(["1", 1.0, true, "true"]);

        Assert.Empty(domain.Errors());
        Assert.All(domain.Values, value => Assert.Equal(value, domain.FromUnit(domain.ToUnit(value))));
    }

    [Fact]
    public void Nothing_and_something_twice_are_errors()
    {
        Assert.Contains("at least one", Assert.Single(new ChoiceDomain([]).Errors()), StringComparison.Ordinal);
        Assert.Contains("a 2 times", Assert.Single(new ChoiceDomain(["a", "b", "a"]).Errors()), StringComparison.Ordinal);
    }

    [Fact]
    public void Equality_is_by_values_and_their_order()
    {
        Assert.Equal(new ChoiceDomain(["a", "b"]), new ChoiceDomain(["a", "b"]));
        Assert.NotEqual(new ChoiceDomain(["a", "b"]), new ChoiceDomain(["b", "a"]));
        Assert.NotEqual<Domain>(new ChoiceDomain(["a", "b"]), new OrdinalDomain(["a", "b"]));
    }
}
