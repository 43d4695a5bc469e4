using System.Text.Json;
using System.Text.Json.Serialization;

namespace Search.Spaces;

/// <summary>Writes a configuration as one JSON object, parameters in ordinal order.</summary>
public sealed class ConfigurationConverter : JsonConverter<Configuration>
{
    private static readonly ParameterValueConverter Values = new();

    /// <inheritdoc/>
    public override Configuration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException($"A configuration is an object of parameters, not {reader.TokenType}.");
        var values = new List<KeyValuePair<string, ParameterValue>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            values.Add(new(name, Values.Read(ref reader, typeof(ParameterValue), options)));
        }
        return new Configuration(values);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Configuration value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, parameter) in value)
        {
            writer.WritePropertyName(name);
            Values.Write(writer, parameter, options);
        }
        writer.WriteEndObject();
    }
}
