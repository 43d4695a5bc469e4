using System.Text.Json.Serialization;
using Search.Objectives;
using Search.Spaces;
using Search.Stages;

namespace Search.Experiments;

/// <summary>One thing that happened to an experiment: a row of its journal. The experiment is nothing but the fold of these.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(ExperimentCreated), "created")]
[JsonDerivedType(typeof(StatusChanged), "status")]
[JsonDerivedType(typeof(BudgetExtended), "extended")]
[JsonDerivedType(typeof(SpaceWidened), "widened")]
[JsonDerivedType(typeof(StageStarted), "stageStarted")]
[JsonDerivedType(typeof(StageFinished), "stageFinished")]
[JsonDerivedType(typeof(TrialAdded), "trial")]
[JsonDerivedType(typeof(AttemptStarted), "attempt")]
[JsonDerivedType(typeof(AttemptPrepared), "prepared")]
[JsonDerivedType(typeof(EpochMeasured), "epoch")]
[JsonDerivedType(typeof(TrialDecided), "decided")]
[JsonDerivedType(typeof(AttemptEnded), "ended")]
[JsonDerivedType(typeof(TrialRevived), "revived")]
[JsonDerivedType(typeof(NumbersDiffered), "differed")]
[JsonDerivedType(typeof(CheckpointDropped), "dropped")]
public abstract record ExperimentEvent;

/// <summary>The experiment exists: always the first row.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Spec">The sweep file as of launch.</param>
/// <param name="Data">What the data held at launch; null for objectives without data.</param>
/// <param name="At">When, UTC.</param>
public sealed record ExperimentCreated(string Id, ExperimentSpec Spec, DataSummary? Data, DateTimeOffset At) : ExperimentEvent
{
    /// <summary>What it knows of earlier experiments; null for nothing.</summary>
    public WarmStart? WarmStart { get; init; }
}

/// <summary>The experiment's status changed.</summary>
/// <param name="Status">The new status.</param>
/// <param name="Reason">Why, as a sentence; null when there is nothing to say.</param>
/// <param name="Slots">Slots it may use now; 0 where that is not known.</param>
/// <param name="At">When, UTC.</param>
public sealed record StatusChanged(ExperimentStatus Status, string? Reason, int Slots, DateTimeOffset At) : ExperimentEvent;

/// <summary>The owner added to the budget.</summary>
/// <param name="Trials">Further trials of the sample search.</param>
/// <param name="At">When, UTC.</param>
public sealed record BudgetExtended(int Trials, DateTimeOffset At) : ExperimentEvent;

/// <summary>The owner widened the space of the sample search: its proposals are of this one from here on.</summary>
/// <param name="Space">The whole space, as the sweep file would say it.</param>
/// <param name="Augmentation">All augmentation techniques with their levels.</param>
/// <param name="DefaultWeightDecay">See <see cref="ExperimentSpec.DefaultWeightDecay"/>.</param>
/// <param name="At">When, UTC.</param>
public sealed record SpaceWidened(SearchSpace Space, IReadOnlyList<AugmentationLevels> Augmentation, bool DefaultWeightDecay, DateTimeOffset At) : ExperimentEvent;

/// <summary>A stage began.</summary>
/// <param name="Stage">Its index.</param>
/// <param name="Name">Its name.</param>
/// <param name="At">When, UTC; null in pure runs.</param>
public sealed record StageStarted(int Stage, string Name, DateTimeOffset? At) : ExperimentEvent;

/// <summary>A stage is done.</summary>
/// <param name="Stage">Its index.</param>
/// <param name="HandOn">What later stages build on.</param>
/// <param name="At">When, UTC; null in pure runs.</param>
public sealed record StageFinished(int Stage, HandOn HandOn, DateTimeOffset? At) : ExperimentEvent;

/// <summary>A trial was created.</summary>
public sealed record TrialAdded : ExperimentEvent
{
    /// <summary>Its number, never used again.</summary>
    public required int Trial { get; init; }

    /// <summary>Index of its stage.</summary>
    public required int Stage { get; init; }

    /// <summary>What it is for, on which data, for how long.</summary>
    public required TrialPlan Plan { get; init; }
}

/// <summary>An attempt was allocated, before anything of it runs: this row fences older attempts off.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Attempt">Counted from 1.</param>
/// <param name="Target">The epoch up to which it may run.</param>
/// <param name="Slot">The slot, as <c>silo/device</c>.</param>
public sealed record AttemptStarted(int Trial, int Attempt, int Target, string Slot) : ExperimentEvent;

/// <summary>An attempt is set up on its device.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Fingerprint">Its numerics fingerprint.</param>
/// <param name="FromEpoch">Epochs it found finished.</param>
public sealed record AttemptPrepared(int Trial, int Attempt, string Fingerprint, int FromEpoch) : ExperimentEvent;

/// <summary>An epoch was finished; the row that makes it durable.</summary>
public sealed record EpochMeasured : ExperimentEvent
{
    /// <summary>The trial.</summary>
    public required int Trial { get; init; }

    /// <summary>The numbers.</summary>
    public required Measurement Measurement { get; init; }

    /// <summary>Name of the checkpoint file that holds this epoch; null for none.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Bytes that the trial's checkpoints take on the disk; 0 when none is kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long CheckpointBytes { get; init; }

    /// <summary>Bits of correctly classified validation images, at epochs where trials are compared.</summary>
    public byte[]? ValidCorrect { get; init; }

    /// <summary>Scores on the test split, once, at the end of a final repeat.</summary>
    public TestScores? Test { get; init; }
}

/// <summary>A decision about a trial, by its scheduler, its stage or its owner.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Action">What becomes of it.</param>
/// <param name="Target">The epoch up to which it may run now.</param>
/// <param name="Reason">Why.</param>
public sealed record TrialDecided(int Trial, TrialAction Action, int Target, DecisionReason Reason) : ExperimentEvent;

/// <summary>An attempt ended without a decision: interrupted, suspended or failed.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="State">The trial's state now.</param>
/// <param name="Failure">The kind of failure; null when it did not fail.</param>
/// <param name="Message">What happened; null when there is nothing to say.</param>
public sealed record AttemptEnded(int Trial, int Attempt, TrialState State, FailureKind? Failure, string? Message) : ExperimentEvent;

/// <summary>A failed trial is tried again, at its owner's word.</summary>
/// <param name="Trial">The trial.</param>
public sealed record TrialRevived(int Trial) : ExperimentEvent;

/// <summary>Two attempts of a trial gave different numbers for the same epoch within one fingerprint: exactness is broken.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Epoch">The epoch.</param>
/// <param name="Attempt">The attempt whose numbers were not taken.</param>
/// <param name="Message">Both values.</param>
public sealed record NumbersDiffered(int Trial, int Epoch, int Attempt, string Message) : ExperimentEvent;

/// <summary>A waiting trial lost its checkpoints to the disk budget; promoted later, it is trained again from its first epoch with the same bits.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Attempt">Its newest attempt: checkpoints of later ones are not concerned.</param>
public sealed record CheckpointDropped(int Trial, int Attempt) : ExperimentEvent;
