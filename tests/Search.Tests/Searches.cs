using Search.Experiments;
using Search.Simulation;

namespace Search.Tests;

/// <summary>Whole searches on curves that a test makes up.</summary>
internal static class Searches
{
    /// <summary>Runs a search to its end, or to a number of epochs.</summary>
    public static Experiment Run(ExperimentSpec spec, ICurves curves, int workers = 1, DataSummary? data = null, long maxEpochs = long.MaxValue)
    {
        var experiment = Experiment.Create("test-0001", spec, data ?? Specs.Data, DateTimeOffset.UnixEpoch);
        new Simulator(experiment, curves, workers).Run(maxEpochs);
        return experiment;
    }

    /// <summary>Runs a search of one stage alone.</summary>
    public static StageState Stage(string stage, ExperimentSpec spec, ICurves curves, int workers = 1, DataSummary? data = null) =>
        Run(spec with { Stages = [stage] }, curves, workers, data).State.Stages[0];
}
