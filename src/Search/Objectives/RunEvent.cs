namespace Search.Objectives;

/// <summary>One thing that happened in an attempt.</summary>
public abstract record RunEvent;

/// <summary>The attempt is set up; the first element of every stream.</summary>
/// <param name="Fingerprint">The numerics fingerprint: within one, an interrupted and resumed trial gives the same bits.</param>
/// <param name="FromEpoch">Epochs already finished at the start of this attempt.</param>
public sealed record RunStarted(string Fingerprint, int FromEpoch) : RunEvent;

/// <summary>An epoch was finished and, where checkpoints are kept, is durable on disk.</summary>
public sealed record EpochFinished : RunEvent
{
    /// <summary>Epochs completed, counted from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Mean training loss in nats over the epoch, augmentation and dropout on.</summary>
    public double TrainLoss { get; init; } = double.NaN;

    /// <summary>Fraction of training images classified correctly over the epoch.</summary>
    public double TrainAccuracy { get; init; } = double.NaN;

    /// <summary>Mean validation loss in nats; NaN when training diverged.</summary>
    public double ValidLoss { get; init; } = double.NaN;

    /// <summary>Fraction of validation images classified correctly.</summary>
    public double ValidAccuracy { get; init; } = double.NaN;

    /// <summary>Objectives by another name than the usual ones; null for none.</summary>
    public IReadOnlyDictionary<string, double>? Others { get; init; }

    /// <summary>The learning rate of the epoch's last step.</summary>
    public double LearningRate { get; init; } = double.NaN;

    /// <summary>Training seconds of the epoch on the slot, over all attempts that worked on it.</summary>
    public double Seconds { get; init; }

    /// <summary>Name of the checkpoint file in the trial's folder; null when none was written.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Bytes that the trial's checkpoints take on the disk; 0 when none is kept.</summary>
    public long CheckpointBytes { get; init; }

    /// <summary>One bit per validation image, in the split's order, least significant first: classified correctly. Null when not known.</summary>
    public byte[]? ValidCorrect { get; init; }

    /// <summary>The test split's scores, at the last epoch of a trial that asked for them.</summary>
    public TestScores? Test { get; init; }

    /// <summary>The value of an objective by its name, with the user's sign; NaN when it is not known.</summary>
    public double Value(string objective) => objective switch
    {
        "validAccuracy" => ValidAccuracy,
        "validLoss" => ValidLoss,
        _ => Others?.GetValueOrDefault(objective, double.NaN) ?? double.NaN,
    };
}

/// <summary>The attempt wrote a checkpoint between two batches and ended, as asked.</summary>
/// <param name="Epoch">Epochs finished.</param>
/// <param name="Batch">Batches finished within the next epoch.</param>
/// <param name="Checkpoint">Name of the checkpoint file in the trial's folder; null where none could be kept (the epoch starts again).</param>
public sealed record RunSuspended(int Epoch, int Batch, string? Checkpoint) : RunEvent;

/// <summary>The attempt failed; the last element of its stream.</summary>
/// <param name="Kind">Why, in one word.</param>
/// <param name="Message">What happened, as a sentence for the experiment's owner.</param>
public sealed record RunFailed(FailureKind Kind, string Message) : RunEvent;
