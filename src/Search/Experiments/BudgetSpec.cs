namespace Search.Experiments;

/// <summary>What a search may spend; null for no limit of that kind. Controls and repeats come on top of <see cref="Trials"/>.</summary>
public sealed record BudgetSpec
{
    /// <summary>Number of trials over all stages.</summary>
    public int? Trials { get; init; }

    /// <summary>Number of trained epochs over all trials, each counted as a whole one whatever the data size.</summary>
    public long? Epochs { get; init; }

    /// <summary>Sum of slot time divided by the number of slots: about the wall time of an uninterrupted search.</summary>
    public TimeSpan? Time { get; init; }
}
