using System.Text.Json.Serialization;

namespace Search.Experiments;

/// <summary>What, beside its configuration, determines a single run: how much data it sees and which seed it has.</summary>
public sealed record RunSpec
{
    /// <summary>Number of training images, nested in the full set; null for all of it.</summary>
    public int? TrainImages { get; init; }

    /// <summary>Number of validation images, nested in the split; null for all of it.</summary>
    public int? ValidImages { get; init; }

    /// <summary>The repeat whose seed the run has: 0 for the trials of a search, more for the fresh seeds of repeats.</summary>
    public int Repeat { get; init; }

    /// <summary>With what its network was trained before its own configuration, oldest first; null for a run that began afresh.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LineagePart>? Lineage { get; init; }
}
