using Search.Experiments;
using Search.Objectives;
using Search.Training.Checkpoints;
using Search.Training.Runs;

namespace Search.Training.Loop;

/// <summary>The weights of a run's best epoch so far.</summary>
/// <remarks>
/// They travel inside the checkpoint, under names of their own, and not in a file beside it: so a kill at any moment leaves both or neither,
/// and falling back to an older checkpoint falls back to the best of its time. Right after the best epoch they are the model's weights and
/// are not stored twice.
/// </remarks>
internal sealed class BestWeights(ObjectiveSpec objective)
{
    private const string Prefix = "best.";

    /// <summary>The best epoch, counted from 1; null before the first and where no value is a number.</summary>
    public int? Epoch { get; private set; }

    /// <summary>Its weights under PyTorch's names; null when there is none, or when a checkpoint of an older program did not hold them.</summary>
    public Dictionary<string, Blob>? Weights { get; private set; }

    /// <summary>Takes a finished epoch.</summary>
    /// <param name="measurements">Of all epochs, in order.</param>
    /// <param name="saved">What the network is after the last of them.</param>
    public void Observe(IReadOnlyList<EpochFinished> measurements, Dictionary<string, Blob> saved)
    {
        var epoch = Best(measurements);
        if (epoch != Epoch)
            (Epoch, Weights) = (epoch, RunArtifacts.Weights(saved));
    }

    /// <summary>What a checkpoint at this place has to hold: the network, and the best weights where those are others.</summary>
    public Dictionary<string, Blob> AddTo(Dictionary<string, Blob> saved, int epoch, int batch)
    {
        if (Weights is null || (Epoch == epoch && batch == 0))
            return saved;
        var all = new Dictionary<string, Blob>(saved, StringComparer.Ordinal);
        foreach (var (name, blob) in Weights)
            all.Add(Prefix + name, blob);
        return all;
    }

    /// <summary>Goes back to where a checkpoint was.</summary>
    public void Restore(Checkpoint found)
    {
        Epoch = Best(found.Measurements);
        Weights = Epoch is null ? null
            : Epoch == found.Epoch && found.Batch == 0 ? RunArtifacts.Weights(found.Blobs)
            : RunArtifacts.Weights(found.Blobs, Prefix) is { Count: > 0 } kept ? kept
            : null;
    }

    private int? Best(IEnumerable<EpochFinished> measurements) => BestEpoch.Of(measurements.Select(measured => (double?)measured.Value(objective.Name)), objective);
}
