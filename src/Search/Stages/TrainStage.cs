using Search.Experiments;

namespace Search.Stages;

/// <summary>Trains one given configuration: a run of an earlier search again, with the same bits, or a fresh one on the full data.</summary>
internal sealed class TrainStage(ExperimentState state, int index) : Stage(state, index)
{
    public override StageStep Next()
    {
        if (Own.Trials.Count == 0)
        {
            var plan = OnFullData(TrialRole.Search, Spec.Configuration ?? Middle()) with { ScoreTest = State.Data is { TestImages: > 0 } };
            return new AddStep(Spec.Run is { } run
                ? plan with { TrainImages = run.TrainImages ?? plan.TrainImages, ValidImages = run.ValidImages ?? plan.ValidImages, Repeat = run.Repeat, Lineage = run.Lineage }
                : plan);
        }
        if (Own.Busy > 0)
            return StageStep.Wait;
        return new FinishStep(new HandOn { Selected = [.. Completed().Select(trial => trial.Number)] });
    }
}
