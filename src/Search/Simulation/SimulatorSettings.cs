namespace Search.Simulation;

/// <summary>What goes wrong in a simulated cluster.</summary>
public sealed record SimulatorSettings
{
    /// <summary>Chance that an attempt is lost before its last epoch, were it never stopped: its worker vanishes in an epoch drawn uniformly.</summary>
    public double FailureChance { get; init; }

    /// <summary>Chance that an attempt is a straggler.</summary>
    public double StragglerChance { get; init; }

    /// <summary>How many times longer a straggler takes.</summary>
    public double StragglerFactor { get; init; } = 4;

    /// <summary>How many times longer each worker takes, the first one's first; workers beyond the list take 1.</summary>
    public IReadOnlyList<double> WorkerFactors { get; init; } = [];

    /// <summary>What is wrong with the settings; empty when nothing is.</summary>
    public IEnumerable<string> Errors()
    {
        if (!(FailureChance >= 0 && FailureChance <= 1))
            yield return FormattableString.Invariant($"FailureChance is {FailureChance}, but must be a chance from 0 to 1.");
        if (!(StragglerChance >= 0 && StragglerChance <= 1))
            yield return FormattableString.Invariant($"StragglerChance is {StragglerChance}, but must be a chance from 0 to 1.");
        if (!(StragglerFactor > 0 && double.IsFinite(StragglerFactor)))
            yield return FormattableString.Invariant($"StragglerFactor is {StragglerFactor}, but must be a finite number above 0 (1 is no slower).");
        foreach (var factor in WorkerFactors.Where(factor => !(factor > 0 && double.IsFinite(factor))))
            yield return FormattableString.Invariant($"WorkerFactors holds {factor}, but must hold finite numbers above 0 (1 is no slower).");
    }
}
