using System.Text.Json;
using System.Text.Json.Serialization;
using Search.Spaces;

namespace Search.Experiments;

/// <summary>Reads and writes events as UTF-8 JSON, one object each: the journal's payload.</summary>
public static class EventJson
{
    /// <summary>Builds the readers of all events, which a fresh process otherwise does at the first one: some 200 ms that another thread can spend while the journal is opened.</summary>
    public static void Prepare()
    {
        var space = new SearchSpace { Parameters = [new Parameter { Name = "a", Domain = new LogDomain(1, 2) }] };
        _ = Read(Write(new ExperimentCreated("a", new ExperimentSpec { Name = "a", Space = space }, null, DateTimeOffset.UnixEpoch)));
        _ = Read(Write(new EpochMeasured { Trial = 0, Measurement = new Measurement { Attempt = 1, Epoch = 1, Value = 1 } }));
    }

    /// <summary>The bytes of an event.</summary>
    public static byte[] Write(ExperimentEvent e) => JsonSerializer.SerializeToUtf8Bytes(e, EventJsonContext.Default.ExperimentEvent);

    /// <summary>The event of its bytes.</summary>
    /// <exception cref="JsonException">The bytes are no event of this version.</exception>
    public static ExperimentEvent Read(ReadOnlySpan<byte> json) =>
        EpochRow.Read(json) ?? JsonSerializer.Deserialize(json, EventJsonContext.Default.ExperimentEvent) ?? throw new JsonException("A journal row holds null.");
}

/// <summary>Generated serializers of all events.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ExperimentEvent))]
[JsonSerializable(typeof(ExperimentSpec))]
internal sealed partial class EventJsonContext : JsonSerializerContext;
