using System.Text.Json;
using CsCheck;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Spaces;

public sealed class ConstraintTests
{
    private static readonly Configuration Some = Configuration.Empty
        .With("batchSize", 64.0).With("learningRate", 0.1).With("model", "vgg").With("model.width", 2.0).With("nesterov", true).With("order", 3.0);

    private static readonly string[] Words = ["a", "b.c", "1", "2.5e3", "<", "<=", "==", "!", "(", ")", "and", "or", "not", "+", "-", "*", "/", "'x'", "\"", " ", "=", "é"];

    [Theory]
    [InlineData("batchSize * learningRate <= 6.4", true)]
    [InlineData("batchSize * learningRate < 6.4", false)]
    [InlineData("batchSize == 64", true)]
    [InlineData("batchSize != 64", false)]
    [InlineData("batchSize >= 64 and learningRate > 0.2", false)]
    [InlineData("batchSize > 64 or learningRate >= 0.1", true)]
    [InlineData("not batchSize > 64", true)]
    [InlineData("not (batchSize > 64 or learningRate > 0)", false)]
    [InlineData("1 + 2 * 3 == 7 and batchSize > 0", true)]
    [InlineData("(1 + 2) * 3 == 9 and batchSize > 0", true)]
    [InlineData("batchSize - 60 - 3 == 1", true)]
    [InlineData("batchSize / 2 / 2 == 16", true)]
    [InlineData("-batchSize < -63", true)]
    [InlineData("- - batchSize == 64", true)]
    [InlineData("learningRate == 1e-1", true)]
    [InlineData("model == \"vgg\" and model.width > 1", true)]
    [InlineData("model != 'vgg'", false)]
    [InlineData("nesterov == true", true)]
    [InlineData("nesterov == false or model == 'cnn'", false)]
    [InlineData("model < 5", false)]
    [InlineData("model > 5", false)]
    [InlineData("batchSize / (order - 3) < 5", false)]
    [InlineData("order > 2 or order < 1 and order > 9", true)]
    [InlineData("((batchSize)) > ((1))", true)]
    [InlineData("(batchSize > 1) and ((order) > 1)", true)]
    public void A_rule_says_what_it_reads(string rule, bool holds) => Assert.Equal(holds, Constraint.Parse(rule).Holds(Some));

    [Fact]
    public void A_rule_about_an_absent_parameter_holds() => Assert.True(Constraint.Parse("momentum > 5 and batchSize > 1000").Holds(Some));

    [Fact]
    public void Its_parameters_are_named_once_in_their_order() =>
        Assert.Equal(["b", "a.c", "orders"], Constraint.Parse("(b + a.c) * 2 < b and (orders > 1)").Parameters);

    [Theory]
    [InlineData("", "a parameter or a number is expected at its end")]
    [InlineData("a", "one of <, <=, >, >=, == and != is expected at its end")]
    [InlineData("a < ", "a parameter or a number is expected at its end")]
    [InlineData("a < 1 b", "the end is expected at \"b\"")]
    [InlineData("a = 1", "one of <, <=")]
    [InlineData("(a < 1", "is expected")]
    [InlineData("a < 1e999", "a number is expected")]
    [InlineData("a < 1.2.3", "a number is expected")]
    [InlineData("a == 'x", "a closing quotation mark")]
    [InlineData("1 < 2", "names no parameter")]
    [InlineData("a < 1 and", "is expected at its end")]
    [InlineData("a $ 1", "is expected at \"$ 1\"")]
    public void A_rule_that_cannot_be_read_says_where(string rule, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => Constraint.Parse(rule)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_rule_is_not_too_deep_because_it_is_long() =>
        Assert.True(Constraint.Parse(string.Join(" and ", Enumerable.Repeat("(order + 1) * 2 < 9", 200))).Holds(Some));

    [Theory]
    [InlineData("(", ")")]
    [InlineData("not (", ")")]
    [InlineData("-", "")]
    public void A_rule_that_is_nested_very_deep_is_refused_at_once(string open, string close)
    {
        var inner = open == "-" ? "order" : "order < 1";
        var rule = string.Concat(Enumerable.Repeat(open, 5000)) + inner + string.Concat(Enumerable.Repeat(close, 5000)) + (open == "-" ? " < 1" : "");

        Assert.Contains("nested more than 50 deep", Assert.Throws<FormatException>(() => Constraint.Parse(rule)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_a_rule_or_a_format_error() =>
        Gen.Int[0, Words.Length - 1].Select(i => Words[i]).Array[0, 12].Sample(words =>
        {
            try
            {
                Assert.NotEmpty(Constraint.Parse(string.Join(' ', words)).Parameters);
            }
            catch (FormatException)
            {
                // Refused in words.
            }
        });

    [Fact]
    public void Sums_and_products_are_those_of_arithmetic() =>
        Gen.Select(Gen.Int[-9, 9], Gen.Int[-9, 9], Gen.Int[1, 9]).Sample((a, b, c) =>
        {
            var configuration = Configuration.Empty.With("a", (double)a).With("b", (double)b).With("c", (double)c);

            Assert.Equal(a + b * c - a / (double)c > b, Constraint.Parse("a + b * c - a / c > b").Holds(configuration));
        });

    [Fact]
    public void It_survives_json_and_is_equal_by_its_text()
    {
        var rule = Constraint.Parse("batchSize * learningRate <= 8");

        Assert.Equal(rule, JsonSerializer.Deserialize<Constraint>(JsonSerializer.Serialize(rule)));
        Assert.Equal(rule.GetHashCode(), Constraint.Parse("batchSize * learningRate <= 8").GetHashCode());
        Assert.NotEqual(rule, Constraint.Parse("batchSize * learningRate <= 9"));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Constraint>("\"a <\""));
    }
}
