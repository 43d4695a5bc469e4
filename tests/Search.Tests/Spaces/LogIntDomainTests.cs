using CsCheck;
using Search.Randomness;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Spaces;

public sealed class LogIntDomainTests : DomainContract
{
    protected override Gen<Domain> Domains { get; } = Gen.Select(Gen.Int[1, 100], Gen.Int[0, 150]).Select((low, width) => (Domain)new LogIntDomain(low, low + width));

    [Fact]
    public void A_value_is_as_likely_as_its_share_of_the_logarithmic_axis()
    {
        // 1 … 5 own [n − ½, n + ½) of [½, 5½): log(3), log(5/3), … of log(11).
        const int n = 60_000;
        var domain = new LogIntDomain(1, 5);
        var random = new SearchRandom(2);
        var counts = new int[5];
        for (var i = 0; i < n; i++)
            counts[(int)domain.FromUnit(random.NextDouble()).Number - 1]++;

        for (var value = 1; value <= 5; value++)
        {
            var share = Math.Log((value + 0.5) / (value - 0.5)) / Math.Log(11);
            // Six standard deviations: odds of 2e-9 each.
            Assert.Equal(share, counts[value - 1] / (double)n, 6 * Math.Sqrt(share * (1 - share) / n));
        }
    }

    [Fact]
    public void Octaves_of_large_numbers_are_about_equally_likely()
    {
        var domain = new LogIntDomain(16, 1024);

        Assert.Equal(16, domain.FromUnit(0).Number);
        Assert.Equal(1024, domain.FromUnit(1).Number);
        Assert.Equal(128, domain.FromUnit(0.5).Number, 3.0);
    }

    [Fact]
    public void A_list_of_its_values_holds_every_whole_number() =>
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], Enumerable.Range(0, 8).Select(index => new LogIntDomain(1, 8).ValueAt(index).Number));

    [Fact]
    public void Fractions_are_no_values() => Assert.False(new LogIntDomain(1, 8).Contains(2.5));

    [Theory]
    [InlineData(0, 5, "start at 1")]
    [InlineData(5, 2, "smaller end first")]
    public void What_is_no_range_is_an_error_that_says_how_to_fix_it(long low, long high, string remedy) =>
        Assert.Contains(remedy, Assert.Single(new LogIntDomain(low, high).Errors()), StringComparison.Ordinal);
}
