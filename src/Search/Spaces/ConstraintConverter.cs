using System.Text.Json;
using System.Text.Json.Serialization;

namespace Search.Spaces;

/// <summary>Writes a constraint as its text.</summary>
public sealed class ConstraintConverter : JsonConverter<Constraint>
{
    /// <inheritdoc/>
    public override Constraint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return Constraint.Parse(reader.GetString() ?? "");
        }
        catch (FormatException error)
        {
            throw new JsonException(error.Message, error);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Constraint value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
