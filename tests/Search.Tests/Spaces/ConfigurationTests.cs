using System.Text.Json;
using CsCheck;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Spaces;

public sealed class ConfigurationTests
{
    private static readonly Gen<KeyValuePair<string, ParameterValue>[]> Pairs =
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 4], ParameterValueTests.Any).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)).Array[0, 8];

    [Fact]
    public void Equality_text_and_json_do_not_depend_on_the_order_of_the_values() =>
        Pairs.Sample(pairs =>
        {
            KeyValuePair<string, ParameterValue>[] distinct = [.. pairs.DistinctBy(pair => pair.Key)];
            var (forwards, backwards) = (new Configuration(distinct), new Configuration(distinct.Reverse()));

            Assert.Equal(forwards, backwards);
            Assert.Equal(forwards.GetHashCode(), backwards.GetHashCode());
            Assert.Equal(forwards.ToString(), backwards.ToString());
            Assert.Equal(JsonSerializer.Serialize(forwards), JsonSerializer.Serialize(backwards));
            Assert.Equal(forwards.Select(pair => pair.Key).Order(StringComparer.Ordinal), forwards.Select(pair => pair.Key));
        });

    [Fact]
    public void It_survives_json_exactly() =>
        Pairs.Sample(pairs =>
        {
            var configuration = new Configuration(pairs);

            Assert.Equal(configuration, JsonSerializer.Deserialize<Configuration>(JsonSerializer.Serialize(configuration)));
        });

    [Fact]
    public void Json_is_one_object_of_plain_values() =>
        Assert.Equal(
            """{"dropout":0.5,"nesterov":true,"optimizer":"sgd"}""",
            JsonSerializer.Serialize(Configuration.Empty.With("optimizer", "sgd").With("nesterov", true).With("dropout", 0.5)));

    [Theory]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("""{"a":{}}""")]
    [InlineData("""{"a":null}""")]
    public void Json_that_is_no_configuration_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Configuration>(json));

    [Fact]
    public void Changed_copies_leave_the_original_alone()
    {
        var original = Configuration.Empty.With("a", 1.0);

        var changed = original.With("a", 2.0).With("b", "x").Without("c");

        Assert.Equal("a=1", original.ToString());
        Assert.Equal("a=2 b=x", changed.ToString());
        Assert.Equal("b=x", changed.Without("a").ToString());
    }

    [Fact]
    public void An_overlay_wins_and_keeps_the_rest() =>
        Gen.Select(Pairs, Pairs).Sample((below, above) =>
        {
            var (a, b) = (new Configuration(below), new Configuration(above));
            var both = a.With(b);

            Assert.All(both, pair => Assert.Equal(b.TryGet(pair.Key, out var value) ? value : a[pair.Key], pair.Value));
            Assert.Equal(a.Select(pair => pair.Key).Union(b.Select(pair => pair.Key)).Count(), both.Count);
        });

    [Fact]
    public void A_different_value_name_or_number_of_them_is_unequal()
    {
        var configuration = Configuration.Empty.With("a", 1.0);

        Assert.NotEqual(configuration, configuration.With("a", 2.0));
        Assert.NotEqual(configuration, configuration.With("a", "1"));
        Assert.NotEqual(configuration, configuration.With("b", 1.0));
        Assert.NotEqual(configuration, Configuration.Empty.With("b", 1.0));
        Assert.False(configuration.Equals(null));
    }

    [Fact]
    public void Reading_what_is_absent_names_what_is_there_or_gives_the_alternative()
    {
        var configuration = Configuration.Empty.With("dropout", 0.5).With("model", "cnn");

        Assert.Contains("dropout, model", Assert.Throws<KeyNotFoundException>(() => configuration["droput"]).Message, StringComparison.Ordinal);
        Assert.Equal((0.5, 3), (configuration.Number("dropout", 3), configuration.Number("momentum", 3)));
        Assert.Equal(("cnn", "adam"), (configuration.Text("model", "vgg"), configuration.Text("optimizer", "adam")));
    }
}
