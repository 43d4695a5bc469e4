using Search.Objectives;

namespace Search.Training;

/// <summary>How this process trains, as far as it is not part of a trial.</summary>
public sealed record TrainingOptions
{
    /// <summary>Threads inside one operation, at least 1; part of the numerics fingerprint. One is best while several trials share a machine.</summary>
    public int ThreadsPerSlot { get; init; } = 1;

    /// <summary>Longest time of training that a killed process loses: a checkpoint is also written within an epoch when this has passed.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The clock for seconds and checkpoints; it has no influence on any other number.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Takes remarks for the experiment's owner, such as a corrupt checkpoint that was passed over; called on the slot's thread. Null for nobody.</summary>
    public Action<TrialRequest, string>? Note { get; init; }
}
