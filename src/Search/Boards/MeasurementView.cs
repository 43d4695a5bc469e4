using Search.Experiments;

namespace Search.Boards;

/// <summary>One finished epoch of a trial. Null stands for "not known" and for NaN.</summary>
/// <param name="Attempt">The attempt that measured it.</param>
/// <param name="Epoch">Epochs completed, from 1.</param>
/// <param name="TrainLoss">Mean training loss in nats.</param>
/// <param name="TrainAccuracy">Training accuracy, a fraction.</param>
/// <param name="ValidLoss">Mean validation loss in nats.</param>
/// <param name="ValidAccuracy">Validation accuracy, a fraction.</param>
/// <param name="LearningRate">The learning rate of the epoch's last step.</param>
/// <param name="Seconds">Slot seconds the epoch took.</param>
/// <param name="Values">The values of all objectives, in their order.</param>
public sealed record MeasurementView(
    int Attempt, int Epoch, double? TrainLoss, double? TrainAccuracy, double? ValidLoss, double? ValidAccuracy, double? LearningRate, double Seconds, IReadOnlyList<double?> Values)
{
    internal static MeasurementView Of(Measurement m, ExperimentSpec spec) =>
        new(m.Attempt, m.Epoch, m.TrainLoss, m.TrainAccuracy, m.ValidLoss, m.ValidAccuracy, m.LearningRate, m.Seconds, spec.ValuesOf(m));
}
