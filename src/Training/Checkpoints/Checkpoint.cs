using Search.Objectives;

namespace Search.Training.Checkpoints;

/// <summary>A run between two batches: all that is needed to go on with the same bits.</summary>
/// <remarks>
/// There is no generator state: order, augmentation and dropout of a batch are pure functions of (run seed, epoch, batch).
/// </remarks>
internal sealed record Checkpoint
{
    /// <summary>Hash of what was asked for and of the data; a checkpoint of another request is not gone on with.</summary>
    public required string Identity { get; init; }

    /// <summary>The numerics fingerprint under which it was written.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Epochs finished, with their measurements.</summary>
    public required int Epoch { get; init; }

    /// <summary>Batches finished within the next epoch; 0 right after an epoch.</summary>
    public required int Batch { get; init; }

    /// <summary>Sums over the batches of the unfinished epoch.</summary>
    public required EpochSums Sums { get; init; }

    /// <summary>Epochs in a row that looked collapsed.</summary>
    public required int CollapsedEpochs { get; init; }

    /// <summary>Learning rate of the last step taken.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Optimizer steps taken.</summary>
    public required long Steps { get; init; }

    /// <summary>Weights, buffers and optimizer state.</summary>
    public required IReadOnlyDictionary<string, Blob> Blobs { get; init; }

    /// <summary>The measurements of all finished epochs, in order.</summary>
    public required IReadOnlyList<EpochFinished> Measurements { get; init; }
}
