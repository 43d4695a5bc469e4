using Search.Experiments;
using Search.Objectives;
using Search.Specs;
using Search.Store.Home;
using Search.Store.Runs;
using Search.Training.Runs;

namespace Search.Silo.Training;

/// <summary>A trial's run folder: found again when the trial is resumed, made when it starts for the first time.</summary>
internal sealed class TrialRecord : ITrialRecord
{
    private readonly HomeFolder home;
    private readonly ExperimentCreated created;
    private readonly RunFolder folder;

    private TrialRecord(HomeFolder home, ExperimentCreated created, RunFolder folder) => (this.home, this.created, this.folder) = (home, created, folder);

    public string? Folder => folder.Root;

    public static TrialRecord Open(HomeFolder home, ExperimentCreated created, TrialPlan plan, int trial, TimeProvider time)
    {
        var dataset = Path.GetFileName(Path.TrimEndingDirectorySeparator(created.Spec.Data!.Path));
        var name = Find(home, created.Id, trial) ?? RunName.Of(dataset, time.GetUtcNow(), plan.Configuration, created.Id, trial);
        var folder = new RunFolder(home, name);
        folder.WriteConfiguration(SweepFile.WriteRun(created.Spec, plan.Configuration,
            new RunSpec { TrainImages = plan.TrainImages, ValidImages = plan.ValidImages, Repeat = plan.Repeat, Lineage = plan.Lineage }, plan.Epochs));
        return new TrialRecord(home, created, folder);
    }

    public void Add(int attempt, EpochFinished finished) => folder.WriteEpoch(new EpochLine
    {
        Attempt = attempt,
        Epoch = finished.Epoch,
        TrainLoss = finished.TrainLoss,
        TrainAccuracy = finished.TrainAccuracy,
        ValidLoss = finished.ValidLoss,
        ValidAccuracy = finished.ValidAccuracy,
        LearningRate = finished.LearningRate,
        Seconds = finished.Seconds,
    });

    public void Finished()
    {
        try
        {
            Prune();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be looked into keeps a file too many; the trial is as good as it is.
        }
    }

    private void Prune() => KeptModels.Prune(RunFolder.All(home, created.Id), created.Data!, created.Spec.Objective);

    /// <summary>The folder of an earlier attempt, relative to the runs; null when there is none.</summary>
    private static string? Find(HomeFolder home, string experiment, int trial) =>
        RunFolder.Find(home, experiment, trial) is { } path ? Path.GetRelativePath(home.Runs, path) : null;
}
