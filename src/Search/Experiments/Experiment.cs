using Search.Objectives;
using Search.Stages;

namespace Search.Experiments;

/// <summary>The deciding side of an experiment: takes what happened, says what is to be done, and records both as events.</summary>
/// <remarks>
/// Pure: no clock, no storage, no threads. Every change is an event that is applied at once and waits in <see cref="TakeEvents"/> for the
/// journal; folding the journal again gives the same experiment, which then decides the same. Not thread-safe.
/// </remarks>
public sealed class Experiment
{
    private const int AlikeFailures = 5;

    private readonly List<ExperimentEvent> fresh = [];
    private Stage? stage;

    private Experiment() => State = new ExperimentState();

    /// <summary>What is known, for reading.</summary>
    public ExperimentState State { get; }

    /// <summary>A new experiment; it rests until <see cref="Run"/>.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="spec">The checked sweep file.</param>
    /// <param name="data">What the data hold; null for objectives without data.</param>
    /// <param name="at">The time, UTC.</param>
    /// <param name="warmStart">What it knows of earlier experiments; null for nothing.</param>
    public static Experiment Create(string id, ExperimentSpec spec, DataSummary? data, DateTimeOffset at, WarmStart? warmStart = null)
    {
        var experiment = new Experiment();
        experiment.Raise(new ExperimentCreated(id, spec, data, at) { WarmStart = warmStart });
        return experiment;
    }

    /// <summary>The experiment that a journal tells of.</summary>
    public static Experiment Load(IEnumerable<ExperimentEvent> journal)
    {
        var experiment = new Experiment();
        foreach (var e in journal)
            experiment.Apply(e);
        return experiment;
    }

    /// <summary>The events since the last call, in order, to be made durable before anybody acts on them.</summary>
    public IReadOnlyList<ExperimentEvent> TakeEvents()
    {
        ExperimentEvent[] events = [.. fresh];
        fresh.Clear();
        return events;
    }

    /// <summary>Starts or resumes: whatever was running when its process ended counts as interrupted.</summary>
    /// <param name="slots">Slots it may use.</param>
    /// <param name="at">The time, UTC.</param>
    /// <param name="alive">Trials whose attempts are known to be under way all the same; null for none.</param>
    /// <returns>Why it cannot run, or null when it does.</returns>
    public string? Run(int slots, DateTimeOffset at, IReadOnlyCollection<int>? alive = null)
    {
        if (State.Status is ExperimentStatus.Cancelled)
            return $"{State.Id} was cancelled: launch the sweep file again.";
        if (State.Status is ExperimentStatus.Completed)
            return $"{State.Id} is completed: add trials with `search extend {State.Id} --trials N`.";
        foreach (var trial in State.Running.Except(alive ?? []).ToArray())
            Raise(new AttemptEnded(trial, State.Trials[trial].Attempts, TrialState.Interrupted, null, "the process ended"));
        Raise(new StatusChanged(ExperimentStatus.Running, null, slots, at));
        DecideWhatIsOpen();
        KeepDiskBudget();
        Advance(at);
        return null;
    }

    /// <summary>A journal may end between a measurement and the decision on it: running the trial again would take it past its rung.</summary>
    private void DecideWhatIsOpen()
    {
        if (State.Stage is not { HandOn: null } current)
            return;
        foreach (var trial in current.Trials.Where(trial => (trial.IsStartable || trial.State == TrialState.Running) && trial.Epoch >= trial.Target))
        {
            var decision = stage!.Decide(trial);
            Raise(new TrialDecided(decision.Trial, decision.Action, decision.Target, decision.Reason));
        }
    }

    /// <summary>No trial is started from now on; running ones are suspended by their slots. Nothing happens unless it runs.</summary>
    /// <param name="reason">Why, as a sentence; null for the owner's word.</param>
    /// <param name="at">The time, UTC.</param>
    public void Pause(string? reason, DateTimeOffset at)
    {
        if (State.Status == ExperimentStatus.Running)
            Raise(new StatusChanged(ExperimentStatus.Paused, reason, 0, at));
    }

    /// <summary>Ends it for good; trials that are not over are cancelled.</summary>
    /// <returns>Why it cannot be cancelled, or null.</returns>
    public string? Cancel(DateTimeOffset at)
    {
        if (State.Status is ExperimentStatus.Completed or ExperimentStatus.Cancelled)
            return $"{State.Id} is already {State.Status.ToString().ToLowerInvariant()}.";
        Raise(new StatusChanged(ExperimentStatus.Cancelled, null, 0, at));
        return null;
    }

    /// <summary>Adds trials to the sample search; a completed experiment goes on with another round of its last stages.</summary>
    /// <returns>Why it cannot be extended, or null.</returns>
    public string? Extend(int trials, DateTimeOffset at)
    {
        if (trials < 1)
            return $"--trials is {trials}, but must be at least 1.";
        if (WhyNotExtended() is { } refusal)
            return refusal;
        Raise(new BudgetExtended(trials, at));
        if (State.Status == ExperimentStatus.Completed)
            Raise(new StatusChanged(ExperimentStatus.Paused, "extended", 0, at));
        Advance(at);
        return null;
    }

    /// <summary>Widens the space of the sample search from the next proposal on, and adds trials to it; nothing happens to the space when it is the same already.</summary>
    /// <param name="to">The wider space.</param>
    /// <param name="trials">Further trials as <see cref="Extend"/> adds them; 0 for none.</param>
    /// <param name="at">The time, UTC.</param>
    /// <returns>Why it cannot be widened, or null.</returns>
    public string? Widen(SpaceWidened to, int trials, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(to);
        if (trials < 0)
            return $"--trials is {trials}, but must be at least 1, or left out.";
        if (WhyNotExtended() is { } refusal)
            return refusal;
        if (SpaceWidening.Errors(State, to).ToArray() is { Length: > 0 } errors)
            return string.Join(Environment.NewLine, errors);
        if (trials == 0 && State.OpenSearch() < 0)
            return $"The sample search of {State.Id} is over, so nothing would be proposed from a wider space: add trials with --trials N.";
        if (SpaceWidening.Changes(State, to).Count > 0)
            Raise(to with { At = at });
        if (trials > 0)
            return Extend(trials, at);
        Advance(at);
        return null;
    }

    private string? WhyNotExtended() =>
        !State.Spec.Stages.Contains(StageNames.Joint) ? $"{State.Id} has no joint stage to extend: its stages are {string.Join(", ", State.Spec.Stages)}."
        : State.Status == ExperimentStatus.Cancelled ? $"{State.Id} was cancelled: launch the sweep file again."
        : null;

    /// <summary>Tries every failed trial of the stage under way again; none of a cancelled experiment.</summary>
    /// <returns>How many.</returns>
    public int RetryFailed(DateTimeOffset at)
    {
        Trial[] failed = [.. State is { Status: not ExperimentStatus.Cancelled, Stage: { HandOn: null } current } ? current.Trials.Where(trial => trial.State == TrialState.Failed) : []];
        foreach (var trial in failed)
            Raise(new TrialRevived(trial.Number));
        if (failed.Length > 0 && State.Status == ExperimentStatus.Failed)
            Raise(new StatusChanged(ExperimentStatus.Paused, "failed trials are tried again", 0, at));
        return failed.Length;
    }

    /// <summary>Ends one trial at its owner's word.</summary>
    /// <returns>Why it cannot be stopped, or null.</returns>
    public string? StopTrial(int number, DateTimeOffset at)
    {
        if (number < 0 || number >= State.Trials.Count)
            return $"{State.Id} has no trial {number}: it has {State.Trials.Count}, counted from 0.";
        var trial = State.Trials[number];
        if (trial.IsOver)
            return $"Trial {number} is already {trial.State.ToString().ToLowerInvariant()}.";
        Raise(new TrialDecided(number, TrialAction.Stop, trial.Epoch, new DecisionReason("stopped by its owner")));
        Advance(at);
        return null;
    }

    /// <summary>True when a free slot would get work now.</summary>
    public bool WantsSlot() => State.Status == ExperimentStatus.Running
        && (State.OldestStartable is not null || stage?.Next() is AddStep or PromoteStep);

    /// <summary>
    /// Trials that want a slot now; none while the search rests. A trial that is only proposed once there is a slot for it counts as one:
    /// who gives slots by this number must not wait for trials that wait for a slot.
    /// </summary>
    public int TrialsWaiting() => WantsSlot() ? Math.Max(1, State.Startable.Count) : 0;

    /// <summary>Gives a free slot its next work: allocates an attempt.</summary>
    /// <param name="slot">The slot, as <c>silo/device</c>.</param>
    /// <param name="at">The time, UTC.</param>
    /// <returns>The trial whose newest attempt is to be started once the events are durable; null when there is nothing to do now.</returns>
    public Trial? Next(string slot, DateTimeOffset at)
    {
        Advance(at);
        while (State is { Status: ExperimentStatus.Running, OldestStartable: null })
        {
            switch (stage?.Next())
            {
                case AddStep add:
                    if (add.Make() is { } plan)
                        Raise(new TrialAdded { Trial = State.Trials.Count, Stage = State.Stages.Count - 1, Plan = plan });
                    else
                        Advance(at); // nothing is left to try: perhaps the stage is done
                    break;
                case PromoteStep promote:
                    Raise(new TrialDecided(promote.Trial, TrialAction.Continue, promote.Target, promote.Reason));
                    break;
                default:
                    return null;
            }
        }
        if (State.Status != ExperimentStatus.Running)
            return null;
        var trial = State.Trials[State.OldestStartable!.Value];
        Raise(new AttemptStarted(trial.Number, trial.Attempts + 1, trial.Target, slot));
        return trial;
    }

    /// <summary>An attempt is set up on its device.</summary>
    /// <returns>False when the attempt is no longer the trial's current one: it must end.</returns>
    public bool Prepared(int trial, int attempt, RunStarted started)
    {
        if (!IsCurrent(trial, attempt))
            return false;
        if (State.Trials[trial].Prepared != attempt)
            Raise(new AttemptPrepared(trial, attempt, started.Fingerprint, started.FromEpoch));
        return true;
    }

    /// <summary>An epoch was finished. Repeating a report changes nothing and is answered alike.</summary>
    /// <returns>True when the attempt may go on; false when it must end, be it because the search rests.</returns>
    public bool Report(int trial, int attempt, EpochFinished finished, DateTimeOffset at)
    {
        if (!IsCurrent(trial, attempt))
            return false;
        var subject = State.Trials[trial];
        var measurement = ToMeasurement(attempt, finished);
        if (finished.Epoch >= 1 && finished.Epoch <= subject.Epoch)
        {
            CompareAgain(subject, measurement);
            return finished.Epoch < subject.Target && State.Status == ExperimentStatus.Running;
        }
        if (finished.Epoch != subject.Epoch + 1)
        {
            // The worker skipped an epoch the journal never saw: let it start again from what is durable.
            Raise(new AttemptEnded(trial, attempt, TrialState.Interrupted, null, $"reported epoch {finished.Epoch} after {subject.Epoch}"));
            return false;
        }
        var compared = finished.Epoch >= subject.Target;
        Raise(new EpochMeasured
        {
            Trial = trial,
            Measurement = measurement,
            Checkpoint = finished.Checkpoint,
            CheckpointBytes = finished.CheckpointBytes,
            ValidCorrect = compared ? finished.ValidCorrect : null,
            Test = finished.Test,
        });
        if (!compared)
            return State.Status == ExperimentStatus.Running;
        var decision = stage!.Decide(subject);
        Raise(new TrialDecided(decision.Trial, decision.Action, decision.Target, decision.Reason));
        KeepDiskBudget();
        Advance(at);
        return decision.Action == TrialAction.Continue && State.Status == ExperimentStatus.Running;
    }

    /// <summary>An attempt ended without being told to: suspended, failed, or its worker is gone.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="attempt">The attempt; an older one than the newest is ignored.</param>
    /// <param name="failure">The failure; null when it was suspended or interrupted.</param>
    /// <param name="at">The time, UTC.</param>
    public void Ended(int trial, int attempt, RunFailed? failure, DateTimeOffset at)
    {
        if (!IsCurrent(trial, attempt))
            return;
        var subject = State.Trials[trial];
        switch (failure)
        {
            case null:
                var paused = State.Status == ExperimentStatus.Paused;
                Raise(new AttemptEnded(trial, attempt, paused ? TrialState.PausedByUser : TrialState.Interrupted, null, null));
                break;
            case { Kind: FailureKind.Storage }:
                Raise(new AttemptEnded(trial, attempt, TrialState.Interrupted, failure.Kind, failure.Message));
                Pause(failure.Message, at);
                break;
            case { Kind: FailureKind.Crashed or FailureKind.Lost or FailureKind.TimedOut } when subject.Failures < State.Spec.Trial.Retries:
                Raise(new AttemptEnded(trial, attempt, TrialState.Waiting, failure.Kind, failure.Message));
                break;
            default:
                Raise(new AttemptEnded(trial, attempt, TrialState.Failed, failure.Kind, failure.Message));
                StopWhenAllFailAlike(at);
                break;
        }
        Advance(at);
    }

    /// <summary>Goes on after the memory of a running search was lost, with its running attempts under way all the while.</summary>
    /// <param name="at">The time, UTC.</param>
    public void Recover(DateTimeOffset at)
    {
        if (State.Status != ExperimentStatus.Running)
            return;
        DecideWhatIsOpen();
        KeepDiskBudget();
        Advance(at);
    }

    /// <summary>An attempt's worker is gone: it is interrupted, which uses up no retry.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="attempt">The attempt; an older one than the newest is ignored.</param>
    /// <param name="reason">Why, as a sentence.</param>
    /// <param name="at">The time, UTC.</param>
    public void Lost(int trial, int attempt, string reason, DateTimeOffset at)
    {
        if (!IsCurrent(trial, attempt))
            return;
        Raise(new AttemptEnded(trial, attempt, State.Status == ExperimentStatus.Paused ? TrialState.PausedByUser : TrialState.Interrupted, null, reason));
        Advance(at);
    }

    /// <summary>A slot is offered as free: an attempt that is believed to run there was forgotten between its allocation and its start, and is interrupted.</summary>
    /// <param name="slot">The slot, as <c>silo/device</c>.</param>
    public void Vacant(string slot)
    {
        foreach (var trial in State.Running.Where(number => State.Trials[number].Slot == slot).ToArray())
            Raise(new AttemptEnded(trial, State.Trials[trial].Attempts, TrialState.Interrupted, null, $"{slot} does not run it"));
    }

    /// <summary>True when that attempt is the one that runs the trial now.</summary>
    public bool IsCurrent(int trial, int attempt) =>
        trial >= 0 && trial < State.Trials.Count && State.Trials[trial] is { State: TrialState.Running } subject && subject.Attempts == attempt;

    private Measurement ToMeasurement(int attempt, EpochFinished finished)
    {
        double[]? others = State.Spec.OtherObjectives is { } further ? [.. further.Select(objective => finished.Value(objective.Name))] : null;
        var complete = others is null || others.All(double.IsFinite);
        return new Measurement
        {
            Attempt = attempt,
            Epoch = finished.Epoch,
            Value = complete ? Finite(finished.Value(State.Spec.Objective.Name)) : null,
            Others = complete && double.IsFinite(finished.Value(State.Spec.Objective.Name)) ? others : null,
            TrainLoss = Finite(finished.TrainLoss),
            TrainAccuracy = Finite(finished.TrainAccuracy),
            ValidLoss = Finite(finished.ValidLoss),
            ValidAccuracy = Finite(finished.ValidAccuracy),
            LearningRate = Finite(finished.LearningRate),
            Seconds = finished.Seconds,
        };
    }

    /// <summary>Takes checkpoints from the lowest-ranked waiting trials until the others fit.</summary>
    private void KeepDiskBudget()
    {
        while (State.CheckpointBytes > State.Spec.Budget.Disk && State.LowestWithCheckpoint is { } lowest)
            Raise(new CheckpointDropped(lowest.Number, lowest.Attempts));
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private void CompareAgain(Trial subject, Measurement again)
    {
        var known = subject.Measurements[again.Epoch - 1];
        if (subject.Exact && !known.SameNumbers(again))
            Raise(new NumbersDiffered(subject.Number, again.Epoch, again.Attempt,
                $"Trial {subject.Number}, epoch {again.Epoch}: attempt {again.Attempt} gave {again.Value} where attempt {known.Attempt} gave {known.Value}, although nothing that may change numbers did."));
    }

    private void StopWhenAllFailAlike(DateTimeOffset at)
    {
        if (State.Failed < AlikeFailures || State.Compared > 0)
            return;
        Trial[] failed = [.. State.Trials.Where(trial => trial.State == TrialState.Failed)];
        if (failed.All(trial => trial.Failure == failed[0].Failure))
            Raise(new StatusChanged(ExperimentStatus.Failed, $"The first {failed.Length} trials all failed alike ({failed[0].Failure}): {failed[0].Message}", 0, at));
    }

    /// <summary>Closes stages that are done and opens the next ones, up to the end of the search.</summary>
    private void Advance(DateTimeOffset at)
    {
        while (State.Status == ExperimentStatus.Running)
        {
            if (State.Stage is { HandOn: null })
            {
                if (State.OldestStartable is not null || stage!.Next() is not FinishStep finish)
                    return;
                var successors = State.Stage.Trials.Where(trial => trial.Plan is { Parent: not null, FromEpoch: 0 }).ToLookup(trial => trial.Plan.Parent!.Value);
                foreach (var trial in State.Stage.Trials.Where(trial => trial.State == TrialState.PausedAtRung))
                    Raise(new TrialDecided(trial.Number, TrialAction.Stop, trial.Epoch, stage.Decide(trial).Reason with // rank and cut-off of now, not of its arrival
                    {
                        Text = successors[trial.Number].LastOrDefault() is { } successor
                            ? $"its place was taken by trial {successor.Number}, on more data"
                            : "not among the best when the stage's trials were spent",
                    }));
                Raise(new StageFinished(State.Stage.Index, finish.HandOn, at));
            }
            else if (State.Stages.Count < State.PlannedStages.Count)
            {
                Raise(new StageStarted(State.Stages.Count, State.PlannedStages[State.Stages.Count], at));
            }
            else
            {
                // A stage that had nothing to do, such as a scan of no levels, leaves the word to the one before.
                var winner = State.Stages.LastOrDefault(stage => stage.Trials.Count > 0)?.HandOn?.Selected.Count > 0;
                Raise(winner
                    ? new StatusChanged(ExperimentStatus.Completed, null, 0, at)
                    : new StatusChanged(ExperimentStatus.Failed, $"No trial gave a result{(FirstFailure() is { } why ? $": {why}" : ".")}", 0, at));
            }
        }
    }

    private string? FirstFailure() => State.Trials.FirstOrDefault(trial => trial.Failure is not null)?.Message;

    private void Raise(ExperimentEvent e)
    {
        Apply(e);
        fresh.Add(e);
    }

    private void Apply(ExperimentEvent e)
    {
        State.Apply(e);
        if (e is StageStarted started)
            stage = StageRegistry.Create(started.Name, State, started.Stage);
        else
            stage?.Observe(e);
    }
}
