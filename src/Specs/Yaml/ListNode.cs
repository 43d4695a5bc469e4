namespace Search.Specs.Yaml;

/// <summary>A list.</summary>
internal sealed record ListNode(Place Place, IReadOnlyList<SpecNode> Items) : SpecNode(Place)
{
    public override string Kind => "a list";

    public override string Excerpt => "a list";
}
