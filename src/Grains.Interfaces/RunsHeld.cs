namespace Search.Grains.Interfaces;

/// <summary>What a silo runs for one experiment; told again and again, which renews the attempts' leases and tells a re-activated experiment where its trials are.</summary>
[GenerateSerializer, Immutable, Alias("search.runs-held")]
public sealed record RunsHeld
{
    /// <summary>The attempts, with the grants under which they run.</summary>
    [Id(0)] public required (RunKey Run, SlotGrant Grant)[] Runs { get; init; }
}
