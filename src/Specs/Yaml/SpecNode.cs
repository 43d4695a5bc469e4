namespace Search.Specs.Yaml;

/// <summary>A value of the file with its place.</summary>
internal abstract record SpecNode(Place Place)
{
    /// <summary>What it is, in a sentence: "a list".</summary>
    public abstract string Kind { get; }

    /// <summary>The value as an author would recognise it, cut short.</summary>
    public abstract string Excerpt { get; }
}
