using Search.Experiments;
using Search.Randomness;
using Search.Samplers;
using Search.Schedulers;
using Search.Spaces;

namespace Search.Stages;

/// <summary>Searches the whole space on the sample with the file's sampler and scheduler.</summary>
/// <remarks>
/// When its trials are spent, the best <c>promote.top</c> are run to the last epoch; the others are stopped with the rank and cut-off of
/// their rung. Ranking: see <see cref="Finalists"/>.
/// </remarks>
internal sealed class JointStage : Stage
{
    private readonly IReadOnlyList<WarmTrial> warm;
    private Proposer proposer;
    private readonly IScheduler scheduler;
    private readonly TrialHistory history;
    private readonly StageHistory notes;
    private readonly Finalists finalists;
    private readonly int firstIndex;
    private GainRule? gain;
    private bool isExhausted;

    public JointStage(ExperimentState state, int index) : base(state, index)
    {
        history = new TrialHistory(Spec.Objectives.Count);
        finalists = new Finalists(state);
        var space = Space();
        scheduler = TwinScheduler.Around(SchedulerRegistry.Create(Spec.Scheduler, new SchedulerContext
        {
            MaxEpochs = Spec.MaxEpochs,
            Space = space,
            Seed = Seeds.Derive(Spec.Seed, "scheduler", index),
            Objective = Spec.Objective,
            Objectives = Spec.Objectives.Count,
        }), Spec.MaxEpochs);
        notes = new StageHistory(state, history, scheduler);
        // A second round after an extension goes on where the proposals of the first ended, and knows its trials.
        foreach (var stage in State.Stages.Take(index).Where(stage => stage.Name == StageNames.Joint))
        {
            firstIndex += stage.Counted;
            foreach (var trial in stage.Trials)
                notes.Add(trial);
        }
        // A second round has results of its own.
        warm = firstIndex == 0 && State.WarmStart is { } start ? WarmPoints.Of(Spec, start, space) : [];
        var widenedAt = State.Widenings.Count > 0 ? State.Widenings[^1].FromTrial : 0;
        proposer = Propose(space, history.Settled.Count(trial => trial.Number < widenedAt));
        gain = Rule(space);
    }

    public override StageStep Next()
    {
        if (scheduler.Promotable() is { } promotion)
            return promotion.Successor is { } successor
                ? new AddStep(Succeed(promotion.Trial, successor, promotion.Target))
                : new PromoteStep(promotion.Trial, promotion.Target, promotion.Reason);
        if (MayPropose())
            return new AddStep(() => Plan(firstIndex + Own.Counted));
        if (Own.Busy > 0 && Own.Trials.Any(trial => IsBusy(trial) && (trial.Target < trial.Plan.Epochs || trial.Plan.Fraction < 1)))
            return StageStep.Wait; // it may yet be among the best
        foreach (var trial in Best())
        {
            if (trial.State == TrialState.PausedAtRung && trial.Plan.Fraction == 1)
                return new PromoteStep(trial.Number, trial.Plan.Epochs, scheduler.Decide(trial.Number, trial.Epoch).Reason with { Text = Finalists.Reason });
            if (trial.Plan.Fraction < 1 && !IsBusy(trial))
                return new AddStep(Succeed(trial.Number, new Successor(trial.Plan.Configuration, 1, 0), Spec.MaxEpochs) with { Label = Finalists.Reason });
        }
        return Own.Busy > 0 ? StageStep.Wait : new FinishStep(Learnt());
    }

    public override SchedulerDecision Decide(Trial trial) =>
        trial.Epoch >= trial.Plan.Epochs && trial.Plan.Fraction == 1 ? base.Decide(trial) : scheduler.Decide(trial.Number, trial.Epoch);

    public override void Observe(ExperimentEvent e)
    {
        notes.Observe(e);
        finalists.Observe(e);
        gain?.Observe(e, Quota() - State.ExtraTrials(Index));
        if (e is not SpaceWidened)
            return;
        var space = Space();
        scheduler.Widened(space);
        proposer = Propose(space, history.Settled.Count);
        gain = Rule(space); // what was foretold of the narrower space no longer holds
        isExhausted = false;
    }

    /// <summary>None in a further round: the owner asked for these trials, whatever is expected of them.</summary>
    private GainRule? Rule(SearchSpace space) => Spec.Budget.AsksForGain && firstIndex == 0 ? new GainRule(State, Index, space, history) : null;

    private Proposer Propose(SearchSpace space, int fromNarrower) => new(Spec.Sampler, new SamplerContext
    {
        Space = space,
        History = history,
        FromNarrower = fromNarrower,
        Seed = Seeds.Derive(Spec.Seed, "sampler"),
        MaxEpochs = Spec.MaxEpochs,
        Trials = Quota(),
        CountsSeconds = Spec.Budget.Time is not null,
        IsMultiFidelity = scheduler.First is var first && (first.Epochs < Spec.MaxEpochs || first.Fraction < 1),
    }, [.. Spec.SeedPoints, .. warm.Select(trial => trial.Configuration)]);

    private bool MayPropose()
    {
        if (isExhausted)
            return false;
        var proposed = Own.Counted; // successors do not count
        if (scheduler.Capacity is { } capacity && proposed >= capacity)
            return false;
        if (Quota() is { } quota && proposed >= quota)
            return false;
        if (gain?.Closed() is { } verdict && proposed >= verdict.Counted + State.ExtraTrials(Index))
            return false;
        if (firstIndex > 0)
            return true; // the owner asked for these trials when the budget was spent
        // The finalists' way to the last epoch is kept back; a running trial is taken to need half of what a new one may.
        var reserve = Spec.Promote.Top + 0.5 * Own.Busy;
        return proposed < Spec.Promote.Top || Budget.Fits(Budget.JointShare, State.Data?.SampleTrainImages ?? 0, Spec.MaxEpochs, reserve + 1.0 / 3);
    }

    private int? Quota()
    {
        var extra = State.ExtraTrials(Index);
        if (firstIndex > 0)
            return extra;
        return Budget.JointTrials(Spec.Stages, State.Stages.Take(Index).Sum(stage => stage.Counted)) + extra;
    }

    /// <summary>The plan of a proposal; null when there is nothing left to propose.</summary>
    private TrialPlan? Plan(int index)
    {
        if (proposer.Propose(index, Seeds.Derive(Spec.Seed, "proposal", index)) is not { } configuration)
        {
            isExhausted = true;
            return null;
        }
        var isSeed = index < proposer.SeedPoints;
        var first = scheduler.First;
        return Sized(OnSample(isSeed ? TrialRole.SeedPoint : TrialRole.Search, configuration.With(State.Augmentation), Spec.MaxEpochs, Math.Min(first.Epochs, Spec.MaxEpochs)), first.Fraction) with
        {
            Label = !isSeed ? null : index < Spec.SeedPoints.Count ? $"seed point {index + 1}" : $"warm start from {warm[index - Spec.SeedPoints.Count].From}",
        };
    }

    private TrialPlan Succeed(int parent, Successor successor, int target) =>
        Sized(OnSample(TrialRole.Search, successor.Configuration, Spec.MaxEpochs, Math.Min(target, Spec.MaxEpochs)), successor.Fraction) with
        {
            Parent = parent,
            FromEpoch = successor.FromEpoch,
            Counts = false, // its configuration counts already
        };

    private TrialPlan Sized(TrialPlan plan, double fraction) => plan with
    {
        Fraction = fraction,
        ForkInterval = scheduler.ForkInterval ?? 0,
        TrainImages = fraction == 1 ? plan.TrainImages : Math.Max(1, (int)Math.Round(fraction * plan.TrainImages)),
    };

    /// <summary>Trials whose place another has taken: they are out of the race.</summary>
    private HashSet<int> Succeeded() => [.. Rounds().Where(trial => trial.Plan is { Parent: not null, FromEpoch: 0 }).Select(trial => trial.Plan.Parent!.Value)];

    private static bool IsBusy(Trial trial) => !trial.IsOver && trial.State != TrialState.PausedAtRung;

    /// <summary>The best of all rounds that are still to be considered, best first; among them those on their way to the last epoch.</summary>
    private IEnumerable<Trial> Best()
    {
        var succeeded = Succeeded();
        return finalists.Choose(Rounds()
                .Where(trial => trial.State is TrialState.PausedAtRung or TrialState.Completed || IsBusy(trial))
                .Where(trial => (!double.IsNaN(trial.Value) || (finalists.IsChosen(trial) && IsBusy(trial))) && !succeeded.Contains(trial.Number)))
            .Take(Spec.Promote.Top);
    }

    private IEnumerable<Trial> Rounds() => State.Stages.Take(Index + 1).Where(stage => stage.Name == StageNames.Joint).SelectMany(stage => stage.Trials);

    private HandOn Learnt()
    {
        Trial[] best = [.. finalists.Rank(Best())];
        return new HandOn
        {
            Selected = [.. best.Select(trial => trial.Number)],
            Findings =
            [
                best.Length > 0
                    ? $"Best of {Own.Trials.Count} configurations on the sample: trial {best[0].Number} with {Spec.Objective.Name} {Show(best[0].Value)} ({best[0].Plan.Configuration})."
                    : "No configuration gave a result.",
                .. gain?.Closed() is { } verdict ? [verdict.Finding] : Array.Empty<string>(),
            ],
        };
    }

    /// <summary>The space as handed on, or as widened since; where no augmentation stage has decided on the levels, they are searched with everything else.</summary>
    private SearchSpace Space()
    {
        var handedOn = State.Space;
        if (State.Widenings.Count > 0)
        {
            handedOn = Widening.Carry(State.LaunchedSpace, Spec.Space, State.Space);
            if (Spec.DefaultWeightDecay && !Equals(Spec.Space.Find("learningRate")?.Domain, State.LaunchedSpace.Find("learningRate")?.Domain))
                handedOn = WeightDecayRange.WithinRate(handedOn);
        }
        return State.Stages.Any(stage => stage.Name == StageNames.Augmentation)
            ? handedOn
            : Spec.Augmentation.Aggregate(handedOn, (space, technique) => space.With(technique.ToParameter()));
    }
}
