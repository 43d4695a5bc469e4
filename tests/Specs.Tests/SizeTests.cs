using CsCheck;
using Search.Specs.Reading;
using Xunit;

namespace Search.Specs.Tests;

public sealed class SizeTests
{
    [Theory]
    [InlineData("1KB", 1_000)]
    [InlineData("20GB", 20_000_000_000)]
    [InlineData("1.5TiB", 1_649_267_441_664)]
    [InlineData("0.001KB", 1)]
    public void Amounts_are_read_with_their_unit(string text, long bytes) => Assert.Equal(bytes, SizeText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("20")]
    [InlineData("GB")]
    [InlineData("-1GB")]
    [InlineData("1 GB")]
    [InlineData("1gb")]
    [InlineData("1PB")]
    [InlineData("0GB")]
    [InlineData("999999999TiB")]
    public void What_is_no_amount_is_refused(string text) => Assert.Null(SizeText.Parse(text));

    [Fact]
    public void An_amount_is_written_so_that_it_is_read_again() =>
        Gen.Long[1, 999_999_999_999].Sample(bytes => Assert.Equal(bytes, SizeText.Parse(SizeText.Of(bytes))));
}
