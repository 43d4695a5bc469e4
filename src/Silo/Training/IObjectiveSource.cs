using Search.Experiments;
using Search.Objectives;

namespace Search.Silo.Training;

/// <summary>Makes the objective of an experiment, once per experiment and silo: opens its data.</summary>
public interface IObjectiveSource
{
    /// <summary>The objective that slots run; called from slot threads, several at once.</summary>
    /// <param name="created">The experiment's first journal row.</param>
    /// <param name="device">The slot's device, such as <c>cpu0</c>.</param>
    /// <exception cref="InvalidDataException">The data are not what they were at launch.</exception>
    IObjective For(ExperimentCreated created, string device);

    /// <summary>Folder for a trial's checkpoints, or null when the objective keeps none.</summary>
    string? CheckpointFolder(ExperimentCreated created, int trial);

    /// <summary>Where a trial's run is recorded; null when it is not.</summary>
    ITrialRecord? Record(ExperimentCreated created, TrialPlan plan, int trial);
}
