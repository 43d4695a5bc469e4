using CsCheck;
using Search.Specs.Reading;
using Xunit;

namespace Search.Specs.Tests;

public sealed class DurationTests
{
    [Theory]
    [InlineData("45s", 45)]
    [InlineData("30m", 1800)]
    [InlineData("2h", 7200)]
    [InlineData("1h30m", 5400)]
    [InlineData("1d", 86400)]
    [InlineData("0.5h", 1800)]
    [InlineData("1d2h3m4.5s", 93784.5)]
    public void A_span_is_read(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), DurationText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("2 h")]
    [InlineData("-2h")]
    [InlineData("h")]
    [InlineData("2h2h")]
    [InlineData("0s")]
    [InlineData("99999999999999999999999999999999999h")]
    [InlineData("1000000d")]
    public void Anything_else_is_not(string text) => Assert.Null(DurationText.Parse(text));

    [Fact]
    public void A_written_span_reads_back_equal() =>
        Gen.Long[1, TimeSpan.FromDays(100).Ticks].Sample(ticks => Assert.Equal(new TimeSpan(ticks), DurationText.Parse(DurationText.Of(new TimeSpan(ticks)))), threads: 1);
}
