using System.Text.Json;

namespace Search.Client.Tests;

/// <summary>What a command said and ended with.</summary>
internal sealed record Answer(int ExitCode, string Out, string Error)
{
    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The output as one JSON document; throws when it is anything else.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;
}
