using Search.Experiments;
using Search.Randomness;
using Search.Samplers;
using Search.Schedulers;
using Search.Spaces;

namespace Search.Stages;

/// <summary>Searches the whole space on the sample with the file's sampler and scheduler.</summary>
/// <remarks>
/// When its trials are spent, the best <c>promote.top</c> are run to the last epoch; the others are stopped with the rank and cut-off of
/// their rung. Ranking: deeper rung first, then value, then the older trial.
/// </remarks>
internal sealed class JointStage : Stage
{
    private readonly SearchSpace space;
    private readonly ISampler sampler;
    private readonly IScheduler scheduler;
    private readonly int firstIndex;

    public JointStage(ExperimentState state, int index) : base(state, index)
    {
        space = WithUnscannedAugmentation(state.Space);
        sampler = SamplerRegistry.Create(Spec.Sampler, space);
        scheduler = SchedulerRegistry.Create(Spec.Scheduler, Spec.MaxEpochs);
        // A second round after an extension goes on where the proposals of the first ended.
        firstIndex = State.Stages.Take(index).Where(stage => stage.Name == StageNames.Joint).Sum(stage => stage.Trials.Count);
    }

    public override StageStep Next()
    {
        if (scheduler.Promotable() is { } promotion)
            return new PromoteStep(promotion.Trial, promotion.Target, promotion.Reason);
        if (MayPropose())
            return new AddStep(Plan(firstIndex + Own.Trials.Count));
        if (Own.Busy > 0 && Own.Trials.Any(trial => IsBusy(trial) && trial.Target < trial.Plan.Epochs))
            return StageStep.Wait; // it may yet be among the best
        foreach (var trial in Best())
            if (trial.State == TrialState.PausedAtRung)
                return new PromoteStep(trial.Number, trial.Plan.Epochs, scheduler.Decide(trial.Number, trial.Epoch).Reason with { Text = $"among the best {Spec.Promote.Top} when the stage's trials were spent" });
        return Own.Busy > 0 ? StageStep.Wait : new FinishStep(Learnt());
    }

    public override SchedulerDecision Decide(Trial trial) =>
        trial.Epoch >= trial.Plan.Epochs ? base.Decide(trial) : scheduler.Decide(trial.Number, trial.Epoch);

    public override void Observe(ExperimentEvent e)
    {
        switch (e)
        {
            case EpochMeasured measured:
                scheduler.Measured(measured.Trial, measured.Measurement.Epoch, State.Trials[measured.Trial].Value);
                break;
            case TrialDecided { Action: TrialAction.Continue } decided:
                scheduler.Continued(decided.Trial, decided.Target);
                break;
            case TrialDecided { Action: TrialAction.Stop } stopped:
                scheduler.Ended(stopped.Trial);
                break;
            case AttemptEnded { State: TrialState.Failed } ended:
                scheduler.Ended(ended.Trial);
                break;
        }
    }

    private bool MayPropose()
    {
        var proposed = Own.Trials.Count;
        if (sampler.Count is { } count && firstIndex + proposed >= count + Spec.SeedPoints.Count)
            return false;
        if (Quota() is { } quota && proposed >= quota)
            return false;
        if (firstIndex > 0)
            return true; // the owner asked for these trials when the budget was spent
        // The finalists' way to the last epoch is kept back; a running trial is taken to need half of what a new one may.
        var reserve = Spec.Promote.Top + 0.5 * Own.Busy;
        return proposed < Spec.Promote.Top || Budget.Fits(Budget.SampleShare, State.Data?.SampleTrainImages ?? 0, Spec.MaxEpochs, reserve + 1.0 / 3);
    }

    private int? Quota()
    {
        var extra = State.ExtraTrials(Index);
        if (firstIndex > 0)
            return extra;
        return Budget.JointTrials(Spec.Stages, State.Stages.Take(Index).Sum(stage => stage.Counted)) + extra;
    }

    private TrialPlan Plan(int index)
    {
        var seed = Seeds.Derive(Spec.Seed, "proposal", index);
        Configuration configuration;
        if (index < Spec.SeedPoints.Count)
        {
            var random = new SearchRandom(seed);
            configuration = space.FromUnit([.. Enumerable.Range(0, space.Dimensions).Select(_ => random.NextDouble())], Spec.SeedPoints[index]);
        }
        else
        {
            configuration = sampler.Propose(index - Spec.SeedPoints.Count, seed);
        }
        var role = index < Spec.SeedPoints.Count ? TrialRole.SeedPoint : TrialRole.Search;
        return OnSample(role, configuration.With(State.Augmentation), Spec.MaxEpochs, Math.Min(scheduler.FirstTarget, Spec.MaxEpochs)) with
        {
            Label = role == TrialRole.SeedPoint ? $"seed point {index + 1}" : null,
        };
    }

    private static bool IsBusy(Trial trial) => !trial.IsOver && trial.State != TrialState.PausedAtRung;

    /// <summary>The best of all rounds that are still to be considered, best first; among them those on their way to the last epoch.</summary>
    private IEnumerable<Trial> Best() => State.Stages.Take(Index + 1)
        .Where(stage => stage.Name == StageNames.Joint)
        .SelectMany(stage => stage.Trials)
        .Where(trial => (trial.State is TrialState.PausedAtRung or TrialState.Completed || IsBusy(trial)) && !double.IsNaN(trial.Value))
        .OrderByDescending(trial => trial.Epoch).ThenBy(trial => trial.Value).ThenBy(trial => trial.Number)
        .Take(Spec.Promote.Top);

    private HandOn Learnt()
    {
        Trial[] best = [.. Best()];
        return new HandOn
        {
            Selected = [.. best.Select(trial => trial.Number)],
            Findings = best.Length > 0
                ? [$"Best of {Own.Trials.Count} configurations on the sample: trial {best[0].Number} with {Spec.Objective.Name} {Show(best[0].Value)} ({best[0].Plan.Configuration})."]
                : ["No configuration gave a result."],
        };
    }

    /// <summary>Where no augmentation stage has decided on the levels, they are searched with everything else.</summary>
    private SearchSpace WithUnscannedAugmentation(SearchSpace handedOn)
    {
        if (State.Stages.Any(stage => stage.Name == StageNames.Augmentation))
            return handedOn;
        return Spec.Augmentation.Aggregate(handedOn, (space, technique) => space.With(new Parameter
        {
            Name = technique.Parameter,
            Domain = technique.Levels.Count == 1 ? new ConstantDomain(technique.Levels[0]) : new OrdinalDomain(technique.Levels),
        }));
    }
}
