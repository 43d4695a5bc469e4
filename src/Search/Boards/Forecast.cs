using Search.Experiments;
using Search.Objectives;
using Search.Simulation;

namespace Search.Boards;

/// <summary>What is left of a search: the same stages and schedulers run on under a virtual clock at the speed journaled so far.</summary>
/// <param name="RemainingImages">Training images still to be seen, over all epochs.</param>
/// <param name="Progress">The part of all training images that has been seen, 0 … 1.</param>
/// <param name="Remaining">Wall time left with the slots it has.</param>
public sealed record Forecast(long RemainingImages, double Progress, TimeSpan Remaining)
{
    /// <summary>Longer futures are not simulated: the answer would take longer than it is good for.</summary>
    private const int MostEpochs = 20_000;

    /// <summary>The forecast of a journal; null when nothing is measured yet, or when too much is left to tell. O(epochs left · log n).</summary>
    public static Forecast? Of(IEnumerable<ExperimentEvent> journal)
    {
        var experiment = Experiment.Load(journal);
        var state = experiment.State;
        long Images() => state.Stages.Sum(stage => stage.Images);
        var (images, seconds, epochs) = (Images(), state.Seconds, state.Epochs);
        if (state.Status is ExperimentStatus.Completed)
            return new(0, 1, TimeSpan.Zero);
        if (seconds <= 0 || state.Status is ExperimentStatus.Failed or ExperimentStatus.Cancelled)
            return null;
        var curves = new Curves(images > 0 ? seconds / images : 0, seconds / epochs, state.Spec.Objectives, state.Data?.TestImages ?? 0);
        state.IsForetold = true;
        var simulator = new Simulator(experiment, curves, state.Slots);
        simulator.Run(MostEpochs);
        if (state.Status == ExperimentStatus.Running)
            return null;
        var (left, all) = images > 0 ? (Images() - images, Images()) : (state.Epochs - epochs, state.Epochs);
        return new(images > 0 ? left : 0, all > 0 ? 1 - (double)left / all : 1, TimeSpan.FromSeconds(simulator.Now));
    }

    /// <summary>Trials that all do about equally well, so that as many are promoted as on average.</summary>
    private sealed class Curves(double secondsPerImage, double secondsPerEpoch, IReadOnlyList<ObjectiveSpec> objectives, int testImages) : ICurves
    {
        public EpochFinished At(TrialPlan plan, ulong runSeed, int epoch)
        {
            // Any fixed value that differs between configurations will do: string hashes are not the same in two processes.
            var value = 0.5 + 1e-6 * (plan.Configuration.Number("learningRate", 0) * 1e4 % 1);
            return new EpochFinished
            {
                Epoch = epoch,
                ValidLoss = value,
                ValidAccuracy = value,
                Others = objectives.ToDictionary(objective => objective.Name, _ => value),
                Seconds = secondsPerImage > 0 ? secondsPerImage * plan.TrainImages : secondsPerEpoch,
                Test = plan.ScoreTest && epoch == plan.Epochs
                    ? new TestScores { Images = testImages, Correct = new byte[(testImages + 7) / 8], Accuracy = value, Loss = value }
                    : null,
            };
        }
    }
}
