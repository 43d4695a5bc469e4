namespace Search.Specs.Yaml;

/// <summary>Keys with their values, in the file's order, no key twice.</summary>
internal sealed record MapNode(Place Place, IReadOnlyList<MapEntry> Entries) : SpecNode(Place)
{
    public override string Kind => "a section of keys";

    public override string Excerpt => "a section";

    public SpecNode? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key)?.Value;

    /// <summary>The map with one value replaced, or added at the end.</summary>
    public MapNode With(string key, Place place, SpecNode value)
    {
        var entry = new MapEntry(key, place, value);
        return Find(key) is null
            ? this with { Entries = [.. Entries, entry] }
            : this with { Entries = [.. Entries.Select(old => old.Key == key ? entry : old)] };
    }
}
