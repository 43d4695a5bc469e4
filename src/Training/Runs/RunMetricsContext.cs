using System.Text.Json.Serialization;

namespace Search.Training.Runs;

/// <summary>JSON without reflection.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RunMetrics))]
internal sealed partial class RunMetricsContext : JsonSerializerContext;
