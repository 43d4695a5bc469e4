using Search.Experiments;
using Search.Objectives;

namespace Search.Simulation;

/// <summary>Runs an experiment on curves under a virtual clock: the very same stages, samplers and schedulers as the cluster's, in milliseconds.</summary>
/// <remarks>Ties in time go to the lower worker, so a simulation is a pure function of its input.</remarks>
public sealed class Simulator(Experiment experiment, ICurves curves, int workers)
{
    private readonly PriorityQueue<(int Worker, Trial Trial, int Epoch), (double Time, int Worker)> running = new();
    private readonly SortedSet<int> free = [.. Enumerable.Range(0, workers)];

    /// <summary>Virtual seconds since the start.</summary>
    public double Now { get; private set; }

    /// <summary>All events so far, in order.</summary>
    public List<ExperimentEvent> Journal { get; } = [];

    /// <summary>Runs until the experiment ends, pauses or waits for ever.</summary>
    /// <param name="maxEpochs">Stops after that many finished epochs; for tests that interrupt a search.</param>
    public void Run(long maxEpochs = long.MaxValue)
    {
        experiment.Run(workers, At);
        Fill();
        for (long epochs = 0; epochs < maxEpochs && running.TryDequeue(out var step, out var when); epochs++)
        {
            Now = when.Time;
            var (worker, trial, epoch) = step;
            if (Finish(trial, epoch))
                Enqueue(worker, trial, epoch + 1);
            else
                free.Add(worker);
            Fill();
        }
        Journal.AddRange(experiment.TakeEvents());
    }

    private DateTimeOffset At => DateTimeOffset.UnixEpoch.AddSeconds(Now);

    private void Fill()
    {
        while (free.Count > 0 && experiment.Next($"simulated/{free.Min}", At) is { } trial)
        {
            var worker = free.Min;
            free.Remove(worker);
            experiment.Prepared(trial.Number, trial.Attempts, new RunStarted("simulated", trial.Epoch));
            Enqueue(worker, trial, trial.Epoch + 1);
        }
        Journal.AddRange(experiment.TakeEvents());
    }

    private void Enqueue(int worker, Trial trial, int epoch) =>
        running.Enqueue((worker, trial, epoch), (Now + curves.At(trial.Plan, trial.RunSeed, epoch).Seconds, worker));

    private bool Finish(Trial trial, int epoch)
    {
        var finished = curves.At(trial.Plan, trial.RunSeed, epoch);
        if (double.IsFinite(finished.ValidLoss) || double.IsFinite(finished.ValidAccuracy))
            return experiment.Report(trial.Number, trial.Attempts, finished, At);
        experiment.Ended(trial.Number, trial.Attempts, new RunFailed(FailureKind.Diverged, "the loss is not a number"), At);
        return false;
    }
}
