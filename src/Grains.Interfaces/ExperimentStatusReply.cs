namespace Search.Grains.Interfaces;

/// <summary>Where an experiment stands.</summary>
[GenerateSerializer, Immutable, Alias("search.experiment-status")]
public sealed record ExperimentStatusReply
{
    /// <summary>Its status, such as <c>running</c>.</summary>
    [Id(0)] public required string Status { get; init; }

    /// <summary>Why; null when there is nothing to say.</summary>
    [Id(1)] public required string? Reason { get; init; }

    /// <summary>Attempts under way.</summary>
    [Id(2)] public required int Running { get; init; }
}
