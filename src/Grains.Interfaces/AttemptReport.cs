namespace Search.Grains.Interfaces;

/// <summary>The end of an attempt, as its slot tells it. May be delivered twice.</summary>
[GenerateSerializer, Immutable, Alias("search.attempt-report")]
public sealed record AttemptReport
{
    /// <summary>The slot's grant.</summary>
    [Id(0)] public required SlotGrant Grant { get; init; }

    /// <summary>The trial.</summary>
    [Id(1)] public required int Trial { get; init; }

    /// <summary>The attempt.</summary>
    [Id(2)] public required int Attempt { get; init; }

    /// <summary>The kind of failure, such as <c>diverged</c>; null when the attempt did not fail.</summary>
    [Id(3)] public string? Failure { get; init; }

    /// <summary>What happened, as a sentence.</summary>
    [Id(4)] public string? Message { get; init; }
}
