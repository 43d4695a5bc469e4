using System.Text.Json.Serialization;

namespace Search.Objectives;

/// <summary>Why an attempt failed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureKind>))]
public enum FailureKind
{
    /// <summary>The loss became infinite or not a number.</summary>
    [JsonStringEnumMemberName("diverged")]
    Diverged,

    /// <summary>The network predicts one class for everything and does not come out of it.</summary>
    [JsonStringEnumMemberName("collapsed")]
    Collapsed,

    /// <summary>The device's memory did not suffice.</summary>
    [JsonStringEnumMemberName("outOfMemory")]
    OutOfMemory,

    /// <summary>The data could not be read or are not what they were.</summary>
    [JsonStringEnumMemberName("badData")]
    BadData,

    /// <summary>An unexpected error in the training.</summary>
    [JsonStringEnumMemberName("crashed")]
    Crashed,

    /// <summary>The trial's hard time-out passed.</summary>
    [JsonStringEnumMemberName("timedOut")]
    TimedOut,

    /// <summary>The worker vanished.</summary>
    [JsonStringEnumMemberName("lost")]
    Lost,

    /// <summary>Disk full or not writable: the search pauses rather than count it against the trial.</summary>
    [JsonStringEnumMemberName("storage")]
    Storage,
}
