using System.Text.Json.Serialization;

namespace Search.Experiments;

/// <summary>What a search may spend; null for no limit of that kind. Controls and repeats come on top of <see cref="Trials"/>.</summary>
public sealed record BudgetSpec
{
    /// <summary>Number of trials over all stages.</summary>
    public int? Trials { get; init; }

    /// <summary>Number of trained epochs over all trials, each counted as a whole one whatever the data size.</summary>
    public long? Epochs { get; init; }

    /// <summary>Sum of slot time divided by the number of slots: about the wall time of an uninterrupted search.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>The sample search proposes no more once all that its budget could still be expected to bring is less than this, in units of the objective; null for no such limit.</summary>
    public double? Gain { get; init; }

    /// <summary>The same with the noise of a single value in place of <see cref="Gain"/>, of which there is then none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool GainAboveNoise { get; init; }

    /// <summary>The sample search proposes no more once an hour of one slot is expected to bring less than this, in units of the objective; null for no such limit.</summary>
    public double? GainPerHour { get; init; }

    /// <summary>Bytes that checkpoints of waiting trials may take; beyond them the lowest-ranked lose theirs.</summary>
    public long Disk { get; init; } = UsualDisk;

    /// <summary><see cref="Disk"/> where nothing is said: 20 GB.</summary>
    public const long UsualDisk = 20_000_000_000;

    /// <summary>True when the search may end because more of it would be a waste of time.</summary>
    [JsonIgnore]
    public bool AsksForGain => Gain is not null || GainAboveNoise || GainPerHour is not null;

    /// <summary>True when nothing ends the search but its stages themselves.</summary>
    [JsonIgnore]
    public bool IsUnlimited => this is { Trials: null, Epochs: null, Time: null };
}
