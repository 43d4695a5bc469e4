namespace Search.Schedulers;

/// <summary>Settings of asynchronous successive halving.</summary>
public sealed record AshaSettings
{
    /// <summary>Epoch of the first rung (r in the paper); at least 1.</summary>
    public int MinEpochs { get; init; } = 1;

    /// <summary>Epochs of a trial that is never stopped (R in the paper).</summary>
    public int MaxEpochs { get; init; } = 27;

    /// <summary>Every rung keeps the best 1/ReductionFactor of its trials (η in the paper); 3 or 4 is usual.</summary>
    public int ReductionFactor { get; init; } = 3;

    /// <summary>
    /// The least part of the stage's training images that a rung uses, above 0; 1 (the default) compares at epochs. Below 1 the resource is the data:
    /// a trial trains its whole schedule of MaxEpochs on a nested subset, annealing complete, and is succeeded by one on more of it.
    /// </summary>
    public double MinFraction { get; init; } = 1;

    /// <summary>The rungs' epochs: MinEpochs · ReductionFactor^k below MaxEpochs, then MaxEpochs.</summary>
    public IReadOnlyList<int> Rungs()
    {
        var rungs = new List<int>();
        for (long epoch = MinEpochs; epoch < MaxEpochs; epoch *= ReductionFactor)
            rungs.Add((int)epoch);
        rungs.Add(MaxEpochs);
        return rungs;
    }

    /// <summary>The rungs, lowest first: over epochs, or over the fractions 1/ReductionFactor^k that are at least MinFraction.</summary>
    /// <remarks>Fractions are counted down from all of the data, epochs up from the first rung: a step from 0.9 to 1 would train anew for nothing.</remarks>
    public IReadOnlyList<Fidelity> Fidelities()
    {
        if (MinFraction == 1)
            return [.. Rungs().Select(epoch => new Fidelity(epoch))];
        var rungs = new List<Fidelity>();
        for (long parts = 1; 1.0 / parts >= MinFraction * (1 - 1e-9); parts *= ReductionFactor)
            rungs.Add(new Fidelity(MaxEpochs, 1.0 / parts));
        rungs.Reverse();
        return rungs;
    }

    internal static AshaSettings From(GivenSettings given, SchedulerContext context) => new()
    {
        MinEpochs = given.Integer("minEpochs", 1),
        MaxEpochs = context.MaxEpochs,
        ReductionFactor = given.Integer("reductionFactor", 3),
        MinFraction = given.Number("minFraction", 1),
    };

    /// <summary>What is wrong with the settings; empty when nothing is.</summary>
    public IEnumerable<string> Errors()
    {
        if (MinEpochs < 1)
            yield return $"minEpochs is {MinEpochs}, but must be at least 1.";
        if (MaxEpochs < MinEpochs)
            yield return $"minEpochs is {MinEpochs}, but maxEpochs is {MaxEpochs}: lower minEpochs or raise maxEpochs.";
        if (ReductionFactor < 2)
            yield return $"reductionFactor is {ReductionFactor}, but must be at least 2: each rung keeps the best 1/reductionFactor of its trials (3 or 4 is usual).";
        if (!(MinFraction is >= 1e-6 and <= 1))
            yield return FormattableString.Invariant($"minFraction is {MinFraction}, but must be above 0 and at most 1: 0.1 starts on a tenth of the data, 1 compares at epochs.");
        else if (MinFraction < 1 && MinEpochs > 1)
            yield return FormattableString.Invariant($"minEpochs is {MinEpochs} and minFraction {MinFraction}, but rungs differ either in their epochs or in their data: leave one of the two out.");
    }
}
