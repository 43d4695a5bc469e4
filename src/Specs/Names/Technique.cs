using Search.Spaces;

namespace Search.Specs.Names;

/// <summary>An augmentation technique; <paramref name="Levels"/> are scanned when the file says nothing, none for those left out by default.</summary>
internal sealed record Technique(ParameterRule Rule, IReadOnlyList<ParameterValue> Levels)
{
    public string Name => Rule.Name;
}
