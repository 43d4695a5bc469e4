using Search.Spaces;

namespace Search.Experiments;

/// <summary>One augmentation technique and the levels its scan compares; the first level that is 0 or false is "off".</summary>
/// <param name="Technique">The technique, such as <c>rotation</c>; its parameter is <c>augmentation.rotation</c>.</param>
/// <param name="Levels">The levels, "off" among them or not; a single one is fixed, not scanned.</param>
public sealed record AugmentationLevels(string Technique, IReadOnlyList<ParameterValue> Levels)
{
    /// <summary>The largest strength that the technique can have, which re-tuning does not exceed; null for none.</summary>
    public double? Limit { get; init; }

    /// <summary>The name of the technique's parameter in a configuration.</summary>
    public string Parameter => "augmentation." + Technique;

    /// <summary>The technique as a dimension of a search space: its levels are ordered.</summary>
    internal Parameter ToParameter() => new() { Name = Parameter, Domain = Levels.Count == 1 ? new ConstantDomain(Levels[0]) : new OrdinalDomain(Levels) };
}
