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

    /// <summary>The rungs' epochs: MinEpochs · ReductionFactor^k below MaxEpochs, then MaxEpochs.</summary>
    public IReadOnlyList<int> Rungs()
    {
        var rungs = new List<int>();
        for (long epoch = MinEpochs; epoch < MaxEpochs; epoch *= ReductionFactor)
            rungs.Add((int)epoch);
        rungs.Add(MaxEpochs);
        return rungs;
    }

    /// <summary>What is wrong with the settings; empty when nothing is.</summary>
    public IEnumerable<string> Errors()
    {
        if (MinEpochs < 1)
            yield return $"minEpochs is {MinEpochs}, but must be at least 1.";
        if (MaxEpochs < MinEpochs)
            yield return $"maxEpochs is {MaxEpochs}, but must be at least minEpochs, which is {MinEpochs}: lower minEpochs or raise maxEpochs.";
        if (ReductionFactor < 2)
            yield return $"reductionFactor is {ReductionFactor}, but must be at least 2: each rung keeps the best 1/reductionFactor of its trials (3 or 4 is usual).";
    }
}
