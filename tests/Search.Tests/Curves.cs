using Search.Experiments;
using Search.Objectives;
using Search.Simulation;

namespace Search.Tests;

/// <summary>Curves of one line: validation accuracy as a test's own function of trial, seed and epoch. Takes a second an epoch unless told otherwise.</summary>
internal sealed class Curves(Func<TrialPlan, ulong, int, double> accuracy) : ICurves
{
    /// <summary>Curves that know only the configuration, at every epoch the same.</summary>
    public Curves(Func<TrialPlan, double> accuracy) : this((plan, _, _) => accuracy(plan))
    {
    }

    /// <summary>Seconds of an epoch.</summary>
    public Func<TrialPlan, double> Seconds { get; init; } = _ => 1;

    /// <summary>The test scores of a trial that asks for them; null for none.</summary>
    public Func<TrialPlan, ulong, TestScores?> Test { get; init; } = (_, _) => null;

    /// <summary>Bits of correctly classified validation images; null for none.</summary>
    public Func<TrialPlan, ulong, byte[]?> ValidCorrect { get; init; } = (_, _) => null;

    /// <summary>Objectives by other names; null for none.</summary>
    public Func<TrialPlan, Dictionary<string, double>?> Others { get; init; } = _ => null;

    public EpochFinished At(TrialPlan plan, ulong runSeed, int epoch)
    {
        var value = accuracy(plan, runSeed, epoch);
        return new EpochFinished
        {
            Epoch = epoch,
            ValidAccuracy = value,
            ValidLoss = 1 - value,
            Others = Others(plan),
            Seconds = Seconds(plan),
            ValidCorrect = ValidCorrect(plan, runSeed),
            Test = plan.ScoreTest && epoch == plan.Epochs ? Test(plan, runSeed) : null,
        };
    }
}
