using Search.Experiments;
using Search.Objectives;
using Search.Simulation;

namespace Search.Silo.Training;

/// <summary>Curves instead of trainings: for tests and benchmarks of everything around the training.</summary>
public sealed class SyntheticSource(ICurves curves) : IObjectiveSource
{
    private readonly SyntheticObjective objective = new(curves);

    /// <inheritdoc/>
    public IObjective For(ExperimentCreated created, string device) => objective;

    /// <inheritdoc/>
    public string? CheckpointFolder(ExperimentCreated created, int trial) => null;

    /// <inheritdoc/>
    public ITrialRecord? Record(ExperimentCreated created, TrialPlan plan, int trial) => null;
}
