using System.Text.Json.Serialization;

namespace Search.Experiments;

/// <summary>What a trial is for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrialRole>))]
public enum TrialRole
{
    /// <summary>A proposal of a sampler.</summary>
    [JsonStringEnumMemberName("search")]
    Search,

    /// <summary>One level of a systematic scan, or its baseline.</summary>
    [JsonStringEnumMemberName("scan")]
    Scan,

    /// <summary>A sample trial's configuration on the full data, unchanged; also the control "carried unchanged".</summary>
    [JsonStringEnumMemberName("promoted")]
    Promoted,

    /// <summary>A promoted configuration with other regularization.</summary>
    [JsonStringEnumMemberName("retuned")]
    Retuned,

    /// <summary>A repeat of the control whose regularization was carried over from the sample.</summary>
    [JsonStringEnumMemberName("carried")]
    Carried,

    /// <summary>The control without dropout.</summary>
    [JsonStringEnumMemberName("noDropout")]
    NoDropout,

    /// <summary>The same configuration as its parent with a fresh seed.</summary>
    [JsonStringEnumMemberName("repeat")]
    Repeat,

    /// <summary>A configuration the user asked to try first, or the best of an earlier search.</summary>
    [JsonStringEnumMemberName("seedPoint")]
    SeedPoint,
}
