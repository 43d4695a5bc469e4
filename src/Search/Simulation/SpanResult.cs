namespace Search.Simulation;

/// <summary>What a trial gave over a <see cref="Span"/>.</summary>
/// <param name="Epochs">The epochs in order: as many as were asked for, or fewer when the trial failed.</param>
public sealed record SpanResult(IReadOnlyList<SpanEpoch> Epochs)
{
    /// <summary>Why it failed in the epoch after the last of <see cref="Epochs"/>; null when it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>How long the epoch took in which it failed.</summary>
    public double FailureSeconds { get; init; } = 1;
}
