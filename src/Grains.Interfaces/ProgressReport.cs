namespace Search.Grains.Interfaces;

/// <summary>What an attempt has done since its last report, as its slot tells it. May be delivered twice.</summary>
[GenerateSerializer, Immutable, Alias("search.progress-report")]
public sealed record ProgressReport
{
    /// <summary>The slot's grant, by which a re-activated experiment finds its slots again.</summary>
    [Id(0)] public required SlotGrant Grant { get; init; }

    /// <summary>The trial.</summary>
    [Id(1)] public required int Trial { get; init; }

    /// <summary>The attempt.</summary>
    [Id(2)] public required int Attempt { get; init; }

    /// <summary>The numerics fingerprint, when the attempt was set up on its device; null when that was told before.</summary>
    [Id(3)] public string? Fingerprint { get; init; }

    /// <summary>Epochs found finished when it was set up.</summary>
    [Id(4)] public int FromEpoch { get; init; }

    /// <summary>The epochs finished, in order; none after the one that the attempt was allowed to run to.</summary>
    [Id(5)] public required EpochReport[] Epochs { get; init; }
}
