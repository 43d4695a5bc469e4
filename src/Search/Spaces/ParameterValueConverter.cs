using System.Text.Json;
using System.Text.Json.Serialization;

namespace Search.Spaces;

/// <summary>Writes a value as a plain JSON number, string or boolean.</summary>
public sealed class ParameterValueConverter : JsonConverter<ParameterValue>
{
    /// <inheritdoc/>
    public override ParameterValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.GetDouble(),
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw new JsonException($"A parameter's value is a number, a string or a boolean, not {reader.TokenType}."),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ParameterValue value, JsonSerializerOptions options)
    {
        if (value.IsText)
            writer.WriteStringValue(value.Text);
        else if (value.IsFlag)
            writer.WriteBooleanValue(value.Flag);
        else
            writer.WriteNumberValue(value.Number);
    }
}
