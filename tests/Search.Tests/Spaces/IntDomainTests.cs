using CsCheck;
using Search.Randomness;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Spaces;

public sealed class IntDomainTests : DomainContract
{
    protected override Gen<Domain> Domains { get; } = Gen.Select(Gen.Int[-1000, 1000], Gen.Int[0, 150], Gen.Int[1, 7])
        .Select((low, width, step) => (Domain)new IntDomain(low, low + width, Math.Min(step, Math.Max(1, width))));

    [Fact]
    public void Both_ends_are_values_and_every_value_is_about_as_likely()
    {
        const int n = 70_000;
        var domain = new IntDomain(-3, 3);
        var random = new SearchRandom(1);
        var counts = new int[7];
        for (var i = 0; i < n; i++)
            counts[(int)domain.FromUnit(random.NextDouble()).Number + 3]++;

        // χ² with 6 degrees of freedom: above 45 with odds of 5e-8.
        Assert.InRange(counts.Sum(count => Math.Pow(count - n / 7.0, 2) / (n / 7.0)), 0, 45);
    }

    [Fact]
    public void A_step_leaves_the_others_out()
    {
        var domain = new IntDomain(1, 10, 4);

        Assert.Equal(3, domain.Count);
        Assert.Equal([1, 5, 9], Enumerable.Range(0, 3).Select(index => domain.ValueAt(index).Number));
        Assert.False(domain.Contains(10));
        Assert.False(domain.Contains(2));
        Assert.False(domain.Contains(1.5));
        Assert.False(domain.Contains("1"));
    }

    [Theory]
    [InlineData(2, 1, 1, "smaller end first")]
    [InlineData(1, 9, 0, "at least 1")]
    [InlineData(1, 9, 20, "lower step")]
    public void What_is_no_range_is_an_error_that_says_how_to_fix_it(long low, long high, long step, string remedy) =>
        Assert.Contains(remedy, Assert.Single(new IntDomain(low, high, step).Errors()), StringComparison.Ordinal);
}
