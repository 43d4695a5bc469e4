namespace Search.Grains.Interfaces;

/// <summary>One finished epoch of an attempt.</summary>
[GenerateSerializer, Immutable, Alias("search.epoch-report")]
public sealed record EpochReport
{
    /// <summary>Epochs completed, counted from 1; grows with every report of a trial.</summary>
    [Id(0)] public required int Epoch { get; init; }

    /// <summary>Mean training loss in nats.</summary>
    [Id(1)] public double TrainLoss { get; init; }

    /// <summary>Training accuracy, a fraction.</summary>
    [Id(2)] public double TrainAccuracy { get; init; }

    /// <summary>Mean validation loss in nats; NaN when training diverged.</summary>
    [Id(3)] public double ValidLoss { get; init; }

    /// <summary>Validation accuracy, a fraction.</summary>
    [Id(4)] public double ValidAccuracy { get; init; }

    /// <summary>Objectives by other names; null for none.</summary>
    [Id(5)] public Dictionary<string, double>? Others { get; init; }

    /// <summary>The learning rate of the epoch's last step.</summary>
    [Id(6)] public double LearningRate { get; init; }

    /// <summary>Slot seconds of the epoch.</summary>
    [Id(7)] public double Seconds { get; init; }

    /// <summary>Name of the checkpoint file; null for none.</summary>
    [Id(8)] public string? Checkpoint { get; init; }

    /// <summary>Bytes that the trial's checkpoints take on the disk; 0 when none is kept.</summary>
    [Id(9)] public long CheckpointBytes { get; init; }

    /// <summary>Bits of correctly classified validation images; null when not known.</summary>
    [Id(10)] public byte[]? ValidCorrect { get; init; }

    /// <summary>Number of test images scored; 0 for none.</summary>
    [Id(11)] public int TestImages { get; init; }

    /// <summary>Bits of correctly classified test images; null for none.</summary>
    [Id(12)] public byte[]? TestCorrect { get; init; }

    /// <summary>Cross-entropy of each test image in nats; null for none.</summary>
    [Id(13)] public float[]? TestLosses { get; init; }

    /// <summary>Mean test cross-entropy in nats.</summary>
    [Id(14)] public double TestLoss { get; init; }

    /// <summary>Test accuracy, a fraction.</summary>
    [Id(15)] public double TestAccuracy { get; init; }
}
