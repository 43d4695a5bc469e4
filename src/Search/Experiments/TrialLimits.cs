namespace Search.Experiments;

/// <summary>Limits of one trial.</summary>
public sealed record TrialLimits
{
    /// <summary>Longest time one attempt may take; null for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The kind of device wanted: <c>any</c>, <c>cpu</c> or <c>cuda</c>.</summary>
    public string Device { get; init; } = "any";

    /// <summary>How often a crashed, lost or timed-out trial is started again. Interruptions do not count.</summary>
    public int Retries { get; init; } = 1;
}
