namespace Search.Schedulers;

/// <summary>Settings of asynchronous successive halving.</summary>
public sealed record AshaSettings
{
    /// <summary>
    /// Epoch of the first rung (r in the paper); at least 1. Null (the default) is 1 where rungs are compared at epochs, and MaxEpochs where MinFraction is below 1:
    /// given beside MinFraction, rungs grow in both.
    /// </summary>
    public int? MinEpochs { get; init; }

    /// <summary>Epochs of a trial that is never stopped (R in the paper).</summary>
    public int MaxEpochs { get; init; } = 27;

    /// <summary>Every rung keeps the best 1/ReductionFactor of its trials (η in the paper); 3 or 4 is usual.</summary>
    public int ReductionFactor { get; init; } = 3;

    /// <summary>
    /// The least part of the stage's training images that a rung uses, above 0; 1 (the default) compares at epochs. Below 1 the resource is the data:
    /// a trial trains its whole schedule of MaxEpochs, or MinEpochs of it where they are given, on a nested subset, and is succeeded by one on more of it.
    /// </summary>
    public double MinFraction { get; init; } = 1;

    /// <summary>The rungs' epochs: MinEpochs · ReductionFactor^k below MaxEpochs, then MaxEpochs.</summary>
    public IReadOnlyList<int> Rungs()
    {
        var rungs = new List<int>();
        for (long epoch = MinEpochs ?? 1; epoch < MaxEpochs; epoch *= ReductionFactor)
            rungs.Add((int)epoch);
        rungs.Add(MaxEpochs);
        return rungs;
    }

    /// <summary>The rungs, lowest first: over epochs, over fractions of the data, or over both by turns.</summary>
    /// <remarks>
    /// Over both, every step multiplies either the epochs or the data, so that a rung costs about ReductionFactor times the one below; halving both at once would
    /// cost its square, and splitting each step between both would train every promoted trial anew. Turns are taken from the top down, epochs first: the dearest
    /// step is one that a trial runs on for, and where one of both has come to its least, the other goes on alone.
    /// </remarks>
    public IReadOnlyList<Fidelity> Fidelities()
    {
        var (epochs, fractions) = (MinFraction < 1 && MinEpochs is null ? [MaxEpochs] : Rungs(), Fractions());
        var (epoch, fraction) = (epochs.Count - 1, fractions.Count - 1);
        var rungs = new List<Fidelity> { new(epochs[epoch], fractions[fraction]) };
        for (var isForEpochs = true; epoch > 0 || fraction > 0; isForEpochs = !isForEpochs)
        {
            if (fraction == 0 || (isForEpochs && epoch > 0))
                epoch--;
            else
                fraction--;
            rungs.Add(new(epochs[epoch], fractions[fraction]));
        }
        rungs.Reverse();
        return rungs;
    }

    /// <summary>The parts of the data 1/ReductionFactor^k that are at least MinFraction, least first.</summary>
    /// <remarks>They are counted down from all of the data, epochs up from the first rung: a step from 0.9 to 1 would train anew for nothing.</remarks>
    private List<double> Fractions()
    {
        var fractions = new List<double>();
        for (long parts = 1; 1.0 / parts >= MinFraction * (1 - 1e-9); parts *= ReductionFactor)
            fractions.Add(1.0 / parts);
        fractions.Reverse();
        return fractions;
    }

    internal static AshaSettings From(GivenSettings given, SchedulerContext context) => new()
    {
        MinEpochs = given.IntegerOrNone("minEpochs"),
        MaxEpochs = context.MaxEpochs,
        ReductionFactor = given.Integer("reductionFactor", 3),
        MinFraction = given.Number("minFraction", 1),
    };

    /// <summary>What is wrong with the settings; empty when nothing is.</summary>
    public IEnumerable<string> Errors()
    {
        if (MinEpochs < 1)
            yield return $"minEpochs is {MinEpochs}, but must be at least 1.";
        if (MaxEpochs < (MinEpochs ?? 1))
            yield return $"minEpochs is {MinEpochs ?? 1}, but maxEpochs is {MaxEpochs}: lower minEpochs or raise maxEpochs.";
        if (ReductionFactor < 2)
            yield return $"reductionFactor is {ReductionFactor}, but must be at least 2: each rung keeps the best 1/reductionFactor of its trials (3 or 4 is usual).";
        if (!(MinFraction is >= 1e-6 and <= 1))
            yield return FormattableString.Invariant($"minFraction is {MinFraction}, but must be above 0 and at most 1: 0.1 starts on a tenth of the data, 1 compares at epochs.");
        else if (MinFraction < 1 && MinEpochs >= 1 && ReductionFactor >= 2 && Fractions().Count == 1)
            yield return FormattableString.Invariant($"minFraction is {MinFraction}, but with reductionFactor {ReductionFactor} the largest part below all of the data is {1.0 / ReductionFactor:0.###}: lower minFraction to that, or leave it out to compare at epochs only.");
    }
}
