using System.Text.Json.Serialization;

namespace Search.Experiments;

/// <summary>What is decided about a trial.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrialAction>))]
public enum TrialAction
{
    /// <summary>It may run up to a further epoch.</summary>
    [JsonStringEnumMemberName("continue")]
    Continue,

    /// <summary>It waits at its rung with its checkpoint and may be promoted later.</summary>
    [JsonStringEnumMemberName("pause")]
    Pause,

    /// <summary>It is over: not good enough, or no longer wanted.</summary>
    [JsonStringEnumMemberName("stop")]
    Stop,

    /// <summary>It ran all its epochs.</summary>
    [JsonStringEnumMemberName("complete")]
    Complete,
}
