namespace Search.Experiments;

/// <summary>One finished epoch of a trial, as it is journaled. Null stands for "not known" and for NaN.</summary>
public sealed record Measurement
{
    /// <summary>The attempt that measured it.</summary>
    public required int Attempt { get; init; }

    /// <summary>Epochs completed, counted from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The objective's value with the user's sign; null when it is not finite.</summary>
    public double? Value { get; init; }

    /// <summary>Values of the further objectives, in their order, with the user's sign; null for a single objective, and where one is not finite (then <see cref="Value"/> is null too).</summary>
    public IReadOnlyList<double>? Others { get; init; }

    /// <summary>Mean training loss in nats.</summary>
    public double? TrainLoss { get; init; }

    /// <summary>Training accuracy, a fraction.</summary>
    public double? TrainAccuracy { get; init; }

    /// <summary>Mean validation loss in nats.</summary>
    public double? ValidLoss { get; init; }

    /// <summary>Validation accuracy, a fraction.</summary>
    public double? ValidAccuracy { get; init; }

    /// <summary>The learning rate of the epoch's last step.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Slot seconds the epoch took.</summary>
    public double Seconds { get; init; }

    /// <summary>True when both say the same of the same epoch; attempt and seconds aside.</summary>
    public bool SameNumbers(Measurement other) =>
        (Others ?? []).SequenceEqual(other.Others ?? []) && this with { Attempt = other.Attempt, Seconds = other.Seconds, Others = other.Others } == other;
}
