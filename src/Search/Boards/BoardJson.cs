using System.Text.Json;
using System.Text.Json.Serialization;

namespace Search.Boards;

/// <summary>Writes read models as UTF-8 JSON, one document each. What is not known is null, never left out.</summary>
public static class BoardJson
{
    /// <summary>The document of <c>leaderboard --json</c>.</summary>
    public static byte[] Write(Leaderboard board) => JsonSerializer.SerializeToUtf8Bytes(board, BoardJsonContext.Default.Leaderboard);

    /// <summary>The document of <c>trial --json</c>.</summary>
    public static byte[] Write(TrialView trial) => JsonSerializer.SerializeToUtf8Bytes(trial, BoardJsonContext.Default.TrialView);

    /// <summary>The document of <c>show --json</c>.</summary>
    public static byte[] Write(ExperimentView experiment) => JsonSerializer.SerializeToUtf8Bytes(experiment, BoardJsonContext.Default.ExperimentView);
}

/// <summary>Generated serializers of the read models.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Leaderboard))]
[JsonSerializable(typeof(TrialView))]
[JsonSerializable(typeof(ExperimentView))]
internal sealed partial class BoardJsonContext : JsonSerializerContext;
