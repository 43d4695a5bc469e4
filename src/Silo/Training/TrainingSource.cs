using System.Collections.Concurrent;
using Search.Experiments;
using Search.Objectives;
using Search.Store.Home;
using Search.Training;
using Search.Training.Data;
using Search.Training.Hardware;

namespace Search.Silo.Training;

/// <summary>Real trainings: opens each experiment's images once, and trains on this machine's devices.</summary>
/// <param name="home">Where caches, checkpoints and runs are kept.</param>
/// <param name="devices">The devices, by the names of the slots.</param>
/// <param name="time">Names run folders.</param>
public sealed class TrainingSource(HomeFolder home, IReadOnlyList<TrainingDevice> devices, TimeProvider time) : IObjectiveSource, IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Dataset>> datasets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Experiment, string Device), IObjective> objectives = new();

    /// <inheritdoc/>
    public IObjective For(ExperimentCreated created, string device) => objectives.GetOrAdd((created.Id, device), key =>
        new TrainingObjective(
            datasets.GetOrAdd(key.Experiment, _ => new Lazy<Dataset>(() => Open(created))).Value,
            devices.First(known => known.Name == key.Device).Device,
            new TrainingOptions()));

    /// <inheritdoc/>
    public string? CheckpointFolder(ExperimentCreated created, int trial) => home.Checkpoints(created.Id, trial);

    /// <inheritdoc/>
    public ITrialRecord? Record(ExperimentCreated created, TrialPlan plan, int trial) => TrialRecord.Open(home, created, plan, trial, time);

    /// <summary>Closes the images; no slot may be training.</summary>
    public void Dispose()
    {
        foreach (var dataset in datasets.Values.Where(dataset => dataset.IsValueCreated))
            dataset.Value.Dispose();
    }

    private Dataset Open(ExperimentCreated created)
    {
        var dataset = Dataset.Open(created.Spec.Data!, created.Spec.Seed, home.Cache, null, CancellationToken.None);
        if (dataset.Summary.ContentHash == created.Data!.ContentHash && dataset.Summary.SplitHash == created.Data.SplitHash)
            return dataset;
        dataset.Dispose();
        throw new InvalidDataException($"The images in {created.Spec.Data!.Path} are not what they were when {created.Id} was launched: launch a new search for them.");
    }
}
