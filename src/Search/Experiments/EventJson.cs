using System.Text.Json;
using System.Text.Json.Serialization;

namespace Search.Experiments;

/// <summary>Reads and writes events as UTF-8 JSON, one object each: the journal's payload.</summary>
public static class EventJson
{
    /// <summary>The bytes of an event.</summary>
    public static byte[] Write(ExperimentEvent e) => JsonSerializer.SerializeToUtf8Bytes(e, EventJsonContext.Default.ExperimentEvent);

    /// <summary>The event of its bytes.</summary>
    /// <exception cref="JsonException">The bytes are no event of this version.</exception>
    public static ExperimentEvent Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, EventJsonContext.Default.ExperimentEvent) ?? throw new JsonException("A journal row holds null.");
}

/// <summary>Generated serializers of all events.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ExperimentEvent))]
[JsonSerializable(typeof(ExperimentSpec))]
internal sealed partial class EventJsonContext : JsonSerializerContext;
