namespace Search.Specs.Yaml;

/// <summary>A single value; <paramref name="IsPlain"/> when it stands without quotes and so may be a number.</summary>
internal sealed record ScalarNode(Place Place, string Text, bool IsPlain) : SpecNode(Place)
{
    /// <summary>Nothing was written, or YAML's words for it.</summary>
    public bool IsEmpty => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Kind => IsEmpty ? "nothing" : "a single value";

    public override string Excerpt => IsEmpty ? "empty" : Text.Length > 60 ? Text[..57] + "..." : Text;
}
