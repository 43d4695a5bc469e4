using Search.Experiments;
using Search.Objectives;

namespace Search.Simulation;

/// <summary>Curves as an objective that slots can run: reports at once, waits for nothing, keeps no checkpoints.</summary>
public sealed class SyntheticObjective(ICurves curves) : IObjective
{
    /// <inheritdoc/>
    public IEnumerable<RunEvent> Evaluate(TrialRequest request, IRunControl control)
    {
        var plan = new TrialPlan
        {
            Role = TrialRole.Search,
            Configuration = request.Configuration,
            TrainImages = request.TrainImages,
            ValidImages = request.ValidImages,
            Epochs = request.Epochs,
            Target = request.Epochs,
            ScoreTest = request.ScoreTest,
        };
        yield return new RunStarted("synthetic", request.KnownEpoch);
        for (var epoch = request.KnownEpoch + 1; epoch <= request.Epochs; epoch++)
        {
            if (control.Signal == RunSignal.Abandon)
                yield break;
            if (control.Signal == RunSignal.Suspend)
            {
                yield return new RunSuspended(epoch - 1, 0, null);
                yield break;
            }
            var finished = curves.At(plan, request.RunSeed, epoch);
            if (!double.IsFinite(finished.ValidLoss) && !double.IsFinite(finished.ValidAccuracy))
            {
                yield return new RunFailed(FailureKind.Diverged, "the loss is not a number");
                yield break;
            }
            yield return finished;
        }
    }
}
