using System.Text.Json.Serialization;

namespace Search.Experiments;

/// <summary>Where a trial stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrialState>))]
public enum TrialState
{
    /// <summary>Wants a slot.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>An attempt is under way on a slot.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Waits at a rung, may be promoted.</summary>
    [JsonStringEnumMemberName("pausedAtRung")]
    PausedAtRung,

    /// <summary>Suspended with the experiment.</summary>
    [JsonStringEnumMemberName("pausedByUser")]
    PausedByUser,

    /// <summary>Ran all its epochs.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>Ended early by a decision.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,

    /// <summary>Ended by a failure.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Its worker left or died; starts again as soon as there is a slot.</summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted,

    /// <summary>Ended with its cancelled experiment.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}
