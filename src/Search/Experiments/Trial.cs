using Search.Objectives;

namespace Search.Experiments;

/// <summary>One trial as its events have left it. Changed only by <see cref="ExperimentState"/>.</summary>
public sealed class Trial
{
    private readonly List<Measurement> measurements = [];

    internal Trial(int number, int stage, TrialPlan plan, ulong runSeed)
    {
        (Number, Stage, Plan, RunSeed, Target) = (number, stage, plan, runSeed, plan.Target);
    }

    /// <summary>Its number within the experiment, from 0.</summary>
    public int Number { get; }

    /// <summary>Index of its stage.</summary>
    public int Stage { get; }

    /// <summary>What it is for, on which data, for how long.</summary>
    public TrialPlan Plan { get; }

    /// <summary>Seeds its training.</summary>
    public ulong RunSeed { get; }

    /// <summary>Where it stands.</summary>
    public TrialState State { get; internal set; } = TrialState.Waiting;

    /// <summary>The epoch up to which it may run.</summary>
    public int Target { get; internal set; }

    /// <summary>Attempts started so far; also the number of the newest.</summary>
    public int Attempts { get; internal set; }

    /// <summary>The newest attempt that was set up on its device; 0 before the first.</summary>
    public int Prepared { get; internal set; }

    /// <summary>Failures that used up retries.</summary>
    public int Failures { get; internal set; }

    /// <summary>Finished epochs, in order, without gaps.</summary>
    public IReadOnlyList<Measurement> Measurements => measurements;

    /// <summary>Number of finished epochs.</summary>
    public int Epoch => measurements.Count;

    /// <summary>Internal (minimised) value of the last finished epoch; NaN when there is none or it is not finite.</summary>
    public double Value { get; internal set; } = double.NaN;

    /// <summary>The latest decision's reason; null before the first.</summary>
    public DecisionReason? Reason { get; internal set; }

    /// <summary>Kind of the latest failure; null when it did not fail.</summary>
    public FailureKind? Failure { get; internal set; }

    /// <summary>What happened at the latest failure or interruption.</summary>
    public string? Message { get; internal set; }

    /// <summary>False once it crossed a numerics fingerprint or two attempts differed.</summary>
    public bool Exact { get; internal set; } = true;

    /// <summary>The fingerprint of the newest attempt; null before the first is set up.</summary>
    public string? Fingerprint { get; internal set; }

    /// <summary>The slot of the newest attempt, as <c>silo/device</c>; null before the first.</summary>
    public string? Slot { get; internal set; }

    /// <summary>Slot seconds over all its epochs.</summary>
    public double Seconds { get; internal set; }

    /// <summary>The checkpoint of its last finished epoch; null for none.</summary>
    public string? Checkpoint { get; internal set; }

    /// <summary>Bytes of its checkpoints; 0 when it has none or needs none any more.</summary>
    public long CheckpointBytes { get; internal set; }

    /// <summary>Finished epochs that were trained once more because their checkpoint was gone.</summary>
    public int Replayed { get; internal set; }

    /// <summary>Bits of correctly classified validation images at its last compared epoch; null when not known.</summary>
    public byte[]? ValidCorrect { get; internal set; }

    /// <summary>Scores on the test split; null unless it is a final repeat.</summary>
    public TestScores? Test { get; internal set; }

    /// <summary>True when nothing more will happen to it.</summary>
    public bool IsOver => State is TrialState.Completed or TrialState.Stopped or TrialState.Failed or TrialState.Cancelled;

    /// <summary>True when it wants a slot.</summary>
    public bool IsStartable => State is TrialState.Waiting or TrialState.Interrupted or TrialState.PausedByUser;

    /// <summary>Takes over another trial's first epochs: it starts from that one's checkpoint.</summary>
    internal void Inherit(Trial parent, int epochs, ObjectiveSpec objective)
    {
        measurements.AddRange(parent.measurements.Take(epochs));
        Value = measurements.Count > 0 && measurements[^1].Value is { } value ? objective.ToInternal(value) : double.NaN;
    }

    internal void Add(Measurement measurement) => measurements.Add(measurement);
}
