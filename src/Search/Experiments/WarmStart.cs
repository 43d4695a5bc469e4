namespace Search.Experiments;

/// <summary>What a search knows of earlier ones from its launch on. Copied, so that the search follows from its own journal and the earlier ones may be deleted.</summary>
public sealed record WarmStart
{
    /// <summary>Identifiers of the earlier experiments.</summary>
    public required IReadOnlyList<string> From { get; init; }

    /// <summary>The best of their trials that lie in this search's space, the best standing first.</summary>
    public required IReadOnlyList<WarmTrial> Trials { get; init; }
}
