namespace Search.Grains.Experiments;

/// <summary>The experiments that are to run.</summary>
[GenerateSerializer, Alias("search.roster-state")]
internal sealed class RosterState
{
    /// <summary>Their identifiers.</summary>
    [Id(0)] public SortedSet<string> Experiments { get; set; } = new(StringComparer.Ordinal);
}
