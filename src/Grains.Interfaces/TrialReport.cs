namespace Search.Grains.Interfaces;

/// <summary>One finished epoch of an attempt, as its slot reports it. May be delivered twice.</summary>
[GenerateSerializer, Immutable, Alias("search.trial-report")]
public sealed record TrialReport
{
    /// <summary>The trial.</summary>
    [Id(0)] public required int Trial { get; init; }

    /// <summary>The attempt.</summary>
    [Id(1)] public required int Attempt { get; init; }

    /// <summary>Epochs completed, counted from 1.</summary>
    [Id(2)] public required int Epoch { get; init; }

    /// <summary>Mean training loss in nats.</summary>
    [Id(3)] public double TrainLoss { get; init; }

    /// <summary>Training accuracy, a fraction.</summary>
    [Id(4)] public double TrainAccuracy { get; init; }

    /// <summary>Mean validation loss in nats; NaN when training diverged.</summary>
    [Id(5)] public double ValidLoss { get; init; }

    /// <summary>Validation accuracy, a fraction.</summary>
    [Id(6)] public double ValidAccuracy { get; init; }

    /// <summary>Objectives by another name; null for none.</summary>
    [Id(7)] public Dictionary<string, double>? Others { get; init; }

    /// <summary>The learning rate of the epoch's last step.</summary>
    [Id(8)] public double LearningRate { get; init; }

    /// <summary>Slot seconds of the epoch.</summary>
    [Id(9)] public double Seconds { get; init; }

    /// <summary>Name of the checkpoint file; null for none.</summary>
    [Id(10)] public string? Checkpoint { get; init; }

    /// <summary>Bits of correctly classified validation images; null when not known.</summary>
    [Id(11)] public byte[]? ValidCorrect { get; init; }

    /// <summary>Number of test images scored; 0 for none.</summary>
    [Id(12)] public int TestImages { get; init; }

    /// <summary>Bits of correctly classified test images; null for none.</summary>
    [Id(13)] public byte[]? TestCorrect { get; init; }

    /// <summary>Cross-entropy of each test image in nats; null for none.</summary>
    [Id(14)] public float[]? TestLosses { get; init; }

    /// <summary>Mean test cross-entropy in nats.</summary>
    [Id(15)] public double TestLoss { get; init; }

    /// <summary>Test accuracy, a fraction.</summary>
    [Id(16)] public double TestAccuracy { get; init; }

    /// <summary>The slot's grant, by which a re-activated experiment finds its slots again.</summary>
    [Id(17)] public required SlotGrant Grant { get; init; }

    /// <summary>Bytes that the trial's checkpoints take on the disk; 0 when none is kept.</summary>
    [Id(18)] public long CheckpointBytes { get; init; }
}
