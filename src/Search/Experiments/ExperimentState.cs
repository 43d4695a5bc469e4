using Search.Objectives;
using Search.Randomness;
using Search.Schedulers;
using Search.Spaces;
using Search.Stages;

namespace Search.Experiments;

/// <summary>An experiment as its journal tells it: a pure fold. Reading commands and the deciding <see cref="Experiment"/> share it.</summary>
public sealed class ExperimentState
{
    private readonly List<Trial> trials = [];
    private readonly List<StageState> stages = [];
    private readonly SortedSet<int> startable = [];
    private readonly SortedSet<int> running = [];
    private readonly SortedSet<Trial> droppable = new(Comparer<Trial>.Create(ByRankFromBelow));
    private readonly List<string> problems = [];
    private readonly List<string> plannedStages = [];
    private readonly List<SpaceChange> widenings = [];
    private readonly Dictionary<int, int> extraTrials = [];

    /// <summary>The identifier.</summary>
    public string Id { get; private set; } = "";

    /// <summary>The sweep file as of launch, its space as widened since.</summary>
    public ExperimentSpec Spec { get; private set; } = null!;

    /// <summary>The space as of launch.</summary>
    public SearchSpace LaunchedSpace { get; private set; } = null!;

    /// <summary>How the space was widened since, oldest first.</summary>
    public IReadOnlyList<SpaceChange> Widenings => widenings;

    /// <summary>What the data held at launch; null for objectives without data.</summary>
    public DataSummary? Data { get; private set; }

    /// <summary>What it knows of earlier experiments; null for nothing.</summary>
    public WarmStart? WarmStart { get; private set; }

    /// <summary>When it was launched, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When its status last changed, UTC.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Its status as journaled; "running" also when its process died.</summary>
    public ExperimentStatus Status { get; private set; } = ExperimentStatus.Paused;

    /// <summary>Why it has that status; null when there is nothing to say.</summary>
    public string? StatusReason { get; private set; }

    /// <summary>Slots it may use; at least 1.</summary>
    public int Slots { get; private set; } = 1;

    /// <summary>Names of all stages, past and future; an extended search repeats the last ones.</summary>
    public IReadOnlyList<string> PlannedStages => plannedStages;

    /// <summary>All trials; a trial's number is its index.</summary>
    public IReadOnlyList<Trial> Trials => trials;

    /// <summary>Stages begun so far.</summary>
    public IReadOnlyList<StageState> Stages => stages;

    /// <summary>The stage under way or last finished; null before the first.</summary>
    public StageState? Stage => stages.Count > 0 ? stages[^1] : null;

    /// <summary>The search space as handed on so far.</summary>
    public SearchSpace Space { get; private set; } = null!;

    /// <summary>Augmentation as handed on so far.</summary>
    public Configuration Augmentation { get; private set; } = Configuration.Empty;

    /// <summary>Trials that want a slot, by number.</summary>
    public IReadOnlySet<int> Startable => startable;

    /// <summary>Trials with an attempt under way, by number.</summary>
    public IReadOnlySet<int> Running => running;

    /// <summary>Epochs finished over all trials.</summary>
    public long Epochs { get; private set; }

    /// <summary>Slot seconds over all trials.</summary>
    public double Seconds { get; private set; }

    /// <summary>Bytes of all checkpoints that are still needed.</summary>
    public long CheckpointBytes { get; private set; }

    /// <summary>Epochs that were trained once more because their checkpoint was gone.</summary>
    public long Replayed { get; private set; }

    /// <summary>Trials that ended in failure.</summary>
    public int Failed { get; private set; }

    /// <summary>Trials that were ever compared: completed, paused or stopped by a decision.</summary>
    public int Compared { get; private set; }

    /// <summary>Broken promises worth somebody's attention, such as numbers that differed.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>True from where on what happens is made up to foretell the search's cost: such values tell nothing of what it can bring.</summary>
    internal bool IsForetold { get; set; }

    /// <summary>The oldest trial that wants a slot; null when none does.</summary>
    internal int? OldestStartable => startable.Count > 0 ? startable.Min : null;

    /// <summary>The lowest-ranked trial that waits at a rung with a checkpoint; null when there is none.</summary>
    internal Trial? LowestWithCheckpoint => droppable.Min;

    /// <summary>The state after a whole journal.</summary>
    public static ExperimentState Fold(IEnumerable<ExperimentEvent> events)
    {
        var state = new ExperimentState();
        foreach (var e in events)
            state.Apply(e);
        return state;
    }

    /// <summary>Advances the state by one event.</summary>
    /// <exception cref="InvalidOperationException">The event cannot follow what came before: the journal is damaged.</exception>
    public void Apply(ExperimentEvent e)
    {
        switch (e)
        {
            case ExperimentCreated created:
                (Id, Spec, Data, CreatedAt, ChangedAt) = (created.Id, created.Spec, created.Data, created.At, created.At);
                WarmStart = created.WarmStart;
                Space = LaunchedSpace = created.Spec.Space;
                plannedStages.AddRange(created.Spec.Stages);
                break;
            case StatusChanged changed:
                (Status, StatusReason, ChangedAt) = (changed.Status, changed.Reason, changed.At);
                if (changed.Slots > 0)
                    Slots = changed.Slots;
                if (changed.Status == ExperimentStatus.Cancelled)
                    foreach (var trial in trials.Where(trial => !trial.IsOver))
                        Move(trial, TrialState.Cancelled);
                break;
            case BudgetExtended extended:
                Extend(extended.Trials);
                break;
            case SpaceWidened widened:
                widenings.Add(new SpaceChange(trials.Count, SpaceWidening.Changes(this, widened)));
                Spec = Spec with { Space = widened.Space, Augmentation = widened.Augmentation, DefaultWeightDecay = widened.DefaultWeightDecay };
                break;
            case StageStarted started:
                stages.Add(new StageState(started.Stage, started.Name, started.At));
                break;
            case StageFinished finished:
                stages[finished.Stage].HandOn = finished.HandOn;
                Space = finished.HandOn.Space ?? Space;
                Augmentation = finished.HandOn.Augmentation ?? Augmentation;
                break;
            case TrialAdded added:
                Add(added);
                break;
            case AttemptStarted attempt:
                Started(trials[attempt.Trial], attempt);
                break;
            case AttemptPrepared prepared:
                Prepared(trials[prepared.Trial], prepared);
                break;
            case EpochMeasured measured:
                Measured(trials[measured.Trial], measured);
                break;
            case TrialDecided decided:
                Decided(trials[decided.Trial], decided);
                break;
            case AttemptEnded ended:
                Ended(trials[ended.Trial], ended);
                break;
            case TrialRevived revived:
                Failed--;
                trials[revived.Trial].Failures = 0;
                Move(trials[revived.Trial], TrialState.Waiting);
                break;
            case CheckpointDropped dropped:
                Hold(trials[dropped.Trial], 0);
                trials[dropped.Trial].Checkpoint = null;
                break;
            case NumbersDiffered differed:
                trials[differed.Trial].Exact = false;
                problems.Add(differed.Message);
                break;
            default:
                throw new InvalidOperationException($"{e.GetType().Name} is not an event this version knows.");
        }
    }

    /// <summary>The trials whose first epochs a fork has taken over, with the last epoch of each, oldest first; none for a trial that began afresh.</summary>
    public IReadOnlyList<(Trial Trial, int Epoch)> Origins(Trial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var origins = new List<(Trial, int)>();
        for (; trial.Plan is { FromEpoch: > 0, Parent: { } parent }; trial = trials[parent])
            origins.Add((trials[parent], trial.Plan.FromEpoch));
        origins.Reverse();
        return origins;
    }

    /// <summary>With what a trial's network was trained before its own configuration, oldest first; null for a trial that began afresh.</summary>
    public IReadOnlyList<LineagePart>? Lineage(Trial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return trial.Plan.Lineage ?? (trial.Plan.FromEpoch == 0 ? null : [.. Origins(trial).Select(origin => new LineagePart(origin.Trial.Plan.Configuration, origin.Epoch))]);
    }

    /// <summary>Trials that its owner added to a stage's quota.</summary>
    internal int ExtraTrials(int stage) => extraTrials.GetValueOrDefault(stage);

    /// <summary>Index of the sample search that is under way or planned; negative when all are over.</summary>
    internal int OpenSearch()
    {
        var search = plannedStages.FindIndex(Math.Max(0, stages.Count - 1), name => name == StageNames.Joint);
        return search < stages.Count && search >= 0 && stages[search].HandOn is not null ? -1 : search;
    }

    /// <summary>The sample search that is not over yet gets the trials; when all are over, it and what follows it are planned once more.</summary>
    private void Extend(int trials)
    {
        var search = OpenSearch();
        if (search < 0)
        {
            search = plannedStages.Count;
            plannedStages.AddRange(Spec.Stages.SkipWhile(name => name != StageNames.Joint));
        }
        extraTrials[search] = extraTrials.GetValueOrDefault(search) + trials;
    }

    private void Add(TrialAdded added)
    {
        if (added.Trial != trials.Count)
            throw new InvalidOperationException($"Trial {added.Trial} follows {trials.Count - 1}: the journal has a gap.");
        var trial = new Trial(added.Trial, added.Stage, added.Plan, Seeds.Run(Spec.Seed, added.Plan.Repeat));
        if (added.Plan is { FromEpoch: > 0, Parent: { } parent })
            trial.Inherit(trials[parent], added.Plan.FromEpoch, Spec.Objective);
        trials.Add(trial);
        var stage = stages[added.Stage];
        stage.Add(trial);
        stage.Busy++;
        stage.Counted += added.Plan.Counts ? 1 : 0;
        startable.Add(trial.Number);
    }

    private void Started(Trial trial, AttemptStarted attempt)
    {
        if (attempt.Attempt != trial.Attempts + 1)
            throw new InvalidOperationException($"Attempt {attempt.Attempt} of trial {trial.Number} follows {trial.Attempts}: the journal is damaged.");
        (trial.Attempts, trial.Slot, trial.Target) = (attempt.Attempt, attempt.Slot, attempt.Target);
        Move(trial, TrialState.Running);
    }

    private void Prepared(Trial trial, AttemptPrepared prepared)
    {
        var replayed = Math.Max(0, trial.Epoch - prepared.FromEpoch);
        trial.Replayed += replayed;
        Replayed += replayed;
        if (trial.Fingerprint is { } before && before != prepared.Fingerprint && trial.Epoch > 0)
            trial.Exact = false;
        (trial.Fingerprint, trial.Prepared) = (prepared.Fingerprint, prepared.Attempt);
    }

    private void Measured(Trial trial, EpochMeasured measured)
    {
        if (measured.Measurement.Epoch != trial.Epoch + 1)
            throw new InvalidOperationException($"Epoch {measured.Measurement.Epoch} of trial {trial.Number} follows {trial.Epoch}: the journal is damaged.");
        trial.Add(measured.Measurement);
        trial.Value = measured.Measurement.Value is { } value ? Spec.Objective.ToInternal(value) : double.NaN;
        trial.Checkpoint = measured.Checkpoint;
        Hold(trial, measured.CheckpointBytes);
        trial.ValidCorrect = measured.ValidCorrect ?? trial.ValidCorrect;
        trial.Test = measured.Test ?? trial.Test;
        trial.Seconds += measured.Measurement.Seconds;
        Seconds += measured.Measurement.Seconds;
        Epochs++;
        var stage = stages[trial.Stage];
        stage.Epochs++;
        stage.Images += trial.Plan.TrainImages;
        stage.Seconds += measured.Measurement.Seconds;
    }

    private void Decided(Trial trial, TrialDecided decided)
    {
        trial.Reason = decided.Reason;
        switch (decided.Action)
        {
            case TrialAction.Continue:
                trial.Target = decided.Target;
                if (trial.State != TrialState.Running)
                    Move(trial, TrialState.Waiting);
                break;
            case TrialAction.Pause:
                Compared++;
                Move(trial, TrialState.PausedAtRung);
                break;
            case TrialAction.Stop:
                Compared++;
                Move(trial, TrialState.Stopped);
                break;
            case TrialAction.Complete:
                Compared++;
                Move(trial, TrialState.Completed);
                break;
        }
    }

    private void Ended(Trial trial, AttemptEnded ended)
    {
        trial.Message = ended.Message;
        trial.Failure = ended.Failure;
        if (ended.Failure is not null and not FailureKind.Storage)
            trial.Failures++;
        if (ended.State == TrialState.Failed)
            Failed++;
        Move(trial, ended.State);
    }

    private void Move(Trial trial, TrialState to)
    {
        var before = IsBusy(trial);
        droppable.Remove(trial);
        trial.State = to;
        Hold(trial, trial.IsOver ? 0 : trial.CheckpointBytes);
        stages[trial.Stage].Busy += (IsBusy(trial) ? 1 : 0) - (before ? 1 : 0);
        Note(startable, trial.Number, trial.IsStartable);
        Note(running, trial.Number, trial.State == TrialState.Running);
    }

    private void Hold(Trial trial, long bytes)
    {
        droppable.Remove(trial);
        CheckpointBytes += bytes - trial.CheckpointBytes;
        trial.CheckpointBytes = bytes;
        if (trial.State == TrialState.PausedAtRung && bytes > 0)
            droppable.Add(trial);
    }

    /// <summary>Shallower rung first, then the worse value, then the younger. Epoch and value of a waiting trial do not change.</summary>
    private static int ByRankFromBelow(Trial one, Trial other)
    {
        var byEpoch = one.Epoch.CompareTo(other.Epoch);
        if (byEpoch != 0)
            return byEpoch;
        var byValue = RungEntry.Worse(other.Value, one.Value);
        return byValue != 0 ? byValue : other.Number.CompareTo(one.Number);
    }

    private static void Note(SortedSet<int> set, int trial, bool belongs)
    {
        if (belongs)
            set.Add(trial);
        else
            set.Remove(trial);
    }

    private static bool IsBusy(Trial trial) => !trial.IsOver && trial.State != TrialState.PausedAtRung;
}
