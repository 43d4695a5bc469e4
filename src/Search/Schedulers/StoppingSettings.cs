namespace Search.Schedulers;

/// <summary>When a stopping rule looks at a trial: from a grace epoch on, at a steady interval.</summary>
public abstract record StoppingSettings
{
    /// <summary>Epochs of a trial that is never stopped.</summary>
    public int MaxEpochs { get; init; } = 27;

    /// <summary>The first epoch at which a trial may be stopped; at least 1.</summary>
    public int GraceEpochs { get; init; } = 1;

    /// <summary>Epochs from one check to the next; at least 1.</summary>
    public int CheckInterval { get; init; } = 1;

    /// <summary>The epochs at which a decision is taken, the last one included.</summary>
    public IReadOnlyList<int> Checks()
    {
        var checks = new List<int>();
        for (long epoch = GraceEpochs; epoch < MaxEpochs; epoch += CheckInterval)
            checks.Add((int)epoch);
        checks.Add(MaxEpochs);
        return checks;
    }

    /// <summary>What is wrong with the settings; empty when nothing is.</summary>
    public virtual IEnumerable<string> Errors()
    {
        if (GraceEpochs < 1)
            yield return $"graceEpochs is {GraceEpochs}, but must be at least 1.";
        if (MaxEpochs < GraceEpochs)
            yield return $"graceEpochs is {GraceEpochs}, but maxEpochs is {MaxEpochs}: lower graceEpochs or raise maxEpochs.";
        if (CheckInterval < 1)
            yield return $"checkInterval is {CheckInterval}, but must be at least 1.";
    }

    /// <summary>Of a file that says nothing: a ninth of the epochs, where <c>auto</c> begins to compare too.</summary>
    private protected static int UsualGrace(SchedulerContext context) => Math.Max(1, (int)Math.Round(context.MaxEpochs / 9.0));

    private protected static IEnumerable<string> PeerErrors(int minPeers)
    {
        if (minPeers < 1)
            yield return $"minPeers is {minPeers}, but must be at least 1: a trial is only compared with others (3 is usual).";
    }
}
