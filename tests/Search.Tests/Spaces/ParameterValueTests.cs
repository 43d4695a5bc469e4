using System.Text.Json;
using CsCheck;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Spaces;

public sealed class ParameterValueTests
{
    internal static Gen<ParameterValue> Any { get; } = Gen.OneOf(
        Gen.Double.Where(double.IsFinite).Select(number => new ParameterValue(number)),
        Gen.String[Gen.Char.AlphaNumeric, 0, 5].Select(text => new ParameterValue(text)),
        Gen.Bool.Select(flag => new ParameterValue(flag)));

    [Fact]
    public void It_survives_json_exactly() =>
        Any.Sample(value => Assert.Equal(value, JsonSerializer.Deserialize<ParameterValue>(JsonSerializer.Serialize(value))));

    [Fact]
    public void Json_of_another_kind_is_refused() =>
        Assert.All((string[])["null", "[]", "{}"], json => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ParameterValue>(json)));

    [Fact]
    public void The_order_is_total_and_agrees_with_equality() =>
        Gen.Select(Any, Any, Any).Sample((a, b, c) =>
        {
            Assert.Equal(Math.Sign(a.CompareTo(b)), -Math.Sign(b.CompareTo(a)));
            Assert.Equal(a == b, a.CompareTo(b) == 0);
            Assert.False(a <= b && b <= c && a > c);
        });

    [Fact]
    public void Flags_come_before_numbers_before_texts()
    {
        ParameterValue[] sorted = [.. ((ParameterValue[])["b", 2.0, true, "B", -1.0, false]).Order()];

        Assert.Equal([false, true, -1.0, 2.0, "B", "b"], sorted);
    }

    [Fact]
    public void The_two_zeros_are_one_value_in_every_respect()
    {
        ParameterValue zero = 0.0, negative = -0.0;

        Assert.Equal(zero, negative);
        Assert.Equal(zero.GetHashCode(), negative.GetHashCode());
        Assert.Equal(zero.ToString(), negative.ToString());
        Assert.Equal(JsonSerializer.Serialize(zero), JsonSerializer.Serialize(negative));
    }

    [Fact]
    public void Asking_for_another_kind_names_the_value()
    {
        Assert.Contains("\"adam\"", Assert.Throws<InvalidOperationException>(() => new ParameterValue("adam").Number).Message, StringComparison.Ordinal);
        Assert.Contains("0.5", Assert.Throws<InvalidOperationException>(() => new ParameterValue(0.5).Text).Message, StringComparison.Ordinal);
        Assert.Contains("0.5", Assert.Throws<InvalidOperationException>(() => new ParameterValue(0.5).Flag).Message, StringComparison.Ordinal);
        Assert.Equal(1, new ParameterValue(true).Number);
    }
}
