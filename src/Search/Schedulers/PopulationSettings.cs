namespace Search.Schedulers;

/// <summary>Settings of population-based training.</summary>
public sealed record PopulationSettings
{
    /// <summary>Epochs of a member's whole training.</summary>
    public int MaxEpochs { get; init; } = 27;

    /// <summary>Members that train beside and after one another; at least 2.</summary>
    public int Population { get; init; } = 20;

    /// <summary>Epochs from one comparison to the next (the paper's "ready"); at least 1.</summary>
    public int Interval { get; init; } = 3;

    /// <summary>The part of the population that is replaced, and the part that replaces it; above 0, at most 0.5.</summary>
    public double Quantile { get; init; } = 0.25;

    internal static PopulationSettings From(GivenSettings given, SchedulerContext context) => new()
    {
        MaxEpochs = context.MaxEpochs,
        Population = given.Integer("population", 20),
        Interval = given.Integer("interval", Math.Max(1, (int)Math.Round(context.MaxEpochs / 9.0))),
        Quantile = given.Number("quantile", 0.25),
    };

    /// <summary>The epochs at which members are compared: multiples of the interval, then the last.</summary>
    public IReadOnlyList<int> Ready() => [.. Enumerable.Range(1, MaxEpochs).Where(epoch => epoch % Interval == 0 || epoch == MaxEpochs)];

    /// <summary>What is wrong with the settings; empty when nothing is.</summary>
    public IEnumerable<string> Errors()
    {
        if (MaxEpochs < 1)
            yield return $"maxEpochs is {MaxEpochs}, but must be at least 1.";
        if (Population < 2)
            yield return $"population is {Population}, but must be at least 2: the worst are replaced by copies of the best (20 is usual).";
        if (Interval < 1)
            yield return $"interval is {Interval}, but must be at least 1: the epochs between two comparisons.";
        else if (Interval > Math.Max(1, MaxEpochs))
            yield return $"interval is {Interval}, but maxEpochs is {MaxEpochs}: lower interval or raise maxEpochs.";
        if (!(Quantile is > 0 and <= 0.5))
            yield return FormattableString.Invariant($"quantile is {Quantile}, but must be above 0 and at most 0.5: at 0.25 the worst quarter is replaced from the best quarter.");
    }
}
