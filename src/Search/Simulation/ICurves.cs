using Search.Experiments;
using Search.Objectives;

namespace Search.Simulation;

/// <summary>Learning curves without training: what a trial would have measured, and how long it would have taken. Pure.</summary>
public interface ICurves
{
    /// <summary>The measurement of a trial's epoch; the same input gives the same numbers.</summary>
    /// <param name="plan">The trial.</param>
    /// <param name="runSeed">Its run seed.</param>
    /// <param name="epoch">Counted from 1.</param>
    EpochFinished At(TrialPlan plan, ulong runSeed, int epoch);
}
