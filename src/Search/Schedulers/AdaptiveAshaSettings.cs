namespace Search.Schedulers;

/// <summary>Settings of ASHA whose first rung follows the rank correlation that it measures.</summary>
public sealed record AdaptiveAshaSettings
{
    /// <summary>Epochs of a trial that is never stopped.</summary>
    public int MaxEpochs { get; init; } = 27;

    /// <summary>Every rung keeps the best 1/ReductionFactor of its trials.</summary>
    public int ReductionFactor { get; init; } = 3;

    /// <summary>
    /// How eagerly it finds out whether ranks last: the k-th trial to come to the first rung goes on whatever its rank with odds Probes/k. So the first Probes all do,
    /// and ever fewer later: about Probes · ln n more of n. 0 for none, which leaves the first rung where it is.
    /// </summary>
    public double Probes { get; init; } = 3;

    /// <summary>The first rung is raised once its rank correlation with the next is surely below this.</summary>
    public double LowCorrelation { get; init; } = 0.4;

    /// <summary>The first rung is lowered once the rung below correlates surely above this with it and with the next.</summary>
    public double HighCorrelation { get; init; } = 0.9;

    /// <summary>The rungs' epochs: MaxEpochs / ReductionFactor^k, rounded, down to epoch 1.</summary>
    public IReadOnlyList<int> Rungs()
    {
        var rungs = new List<int> { MaxEpochs };
        for (double parts = ReductionFactor; Math.Round(MaxEpochs / parts) >= 1; parts *= ReductionFactor)
            if ((int)Math.Round(MaxEpochs / parts) < rungs[^1])
                rungs.Add((int)Math.Round(MaxEpochs / parts));
        rungs.Reverse();
        return rungs;
    }

    internal static AdaptiveAshaSettings From(GivenSettings given, SchedulerContext context) => new()
    {
        MaxEpochs = context.MaxEpochs,
        ReductionFactor = given.Integer("reductionFactor", 3),
        Probes = given.Number("probes", 3),
    };

    /// <summary>What is wrong with the settings; empty when nothing is.</summary>
    public IEnumerable<string> Errors()
    {
        if (MaxEpochs < 1)
            yield return $"maxEpochs is {MaxEpochs}, but must be at least 1.";
        if (ReductionFactor < 2)
            yield return $"reductionFactor is {ReductionFactor}, but must be at least 2: each rung keeps the best 1/reductionFactor of its trials (3 or 4 is usual).";
        if (!(Probes is >= 0 and <= 1000))
            yield return FormattableString.Invariant($"probes is {Probes}, but must be at least 0 and at most 1000: the k-th trial goes on whatever its rank with odds probes/k (3 is usual).");
        if (!(LowCorrelation is > -1 and < 1) || !(HighCorrelation is > -1 and < 1) || LowCorrelation > HighCorrelation)
            yield return FormattableString.Invariant($"lowCorrelation is {LowCorrelation} and highCorrelation {HighCorrelation}, but both must be between -1 and 1, and the low one at most the high one.");
    }
}
