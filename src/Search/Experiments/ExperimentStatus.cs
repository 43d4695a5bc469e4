using System.Text.Json.Serialization;

namespace Search.Experiments;

/// <summary>Where an experiment stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExperimentStatus>))]
public enum ExperimentStatus
{
    /// <summary>Spends its budget (or did so when its process ended).</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Suspended; can be resumed.</summary>
    [JsonStringEnumMemberName("paused")]
    Paused,

    /// <summary>All stages are done.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>Given up, with a reason.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Ended by its owner.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}
