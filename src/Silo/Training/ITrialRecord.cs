using Search.Objectives;

namespace Search.Silo.Training;

/// <summary>The record of one trial on disk: its sweep file and its log.</summary>
public interface ITrialRecord
{
    /// <summary>The folder in which the run's model and predictions are left; null when they are not kept.</summary>
    string? Folder { get; }

    /// <summary>Adds an epoch to the log; one that is there already is not added again.</summary>
    void Add(int attempt, EpochFinished finished);

    /// <summary>The trial has run to its last epoch and left its files: decides whose are kept. Done twice, it decides the same.</summary>
    void Finished();
}
