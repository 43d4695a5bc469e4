namespace Search.Experiments;

/// <summary>The step from the sample to the full data.</summary>
public sealed record PromoteSpec
{
    /// <summary>How many of the best sample trials are trained on the full data.</summary>
    public int Top { get; init; } = 3;

    /// <summary>Fresh seeds for each of the final configurations; fewer, but at least 3, when the time is short.</summary>
    public int Repeats { get; init; } = 5;
}
