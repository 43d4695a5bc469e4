using Search.Experiments;

namespace Search.Schedulers;

/// <summary>Pauses a trial that has not improved for a number of epochs.</summary>
/// <remarks>
/// Early stopping (Prechelt, "Early Stopping - But When?", 1998, the UP criterion with a tolerance) applied to trials. Deviation: the trial is paused, not stopped. A
/// plateau says that more epochs help little, not that the configuration is bad; the best may wait on one, and at the stage's end the best of those who
/// wait are run to the last epoch. Cost: O(1) for every call.
/// </remarks>
public sealed class PatienceScheduler(PatienceSettings settings) : StoppingRule(settings)
{
    private readonly Dictionary<int, (int Epoch, double Value)> improvements = [];

    private protected override void Noted(int trial, Curve curve)
    {
        if (!double.IsNaN(curve.Value) && (!improvements.TryGetValue(trial, out var last) || curve.Value < last.Value - settings.MinDelta))
            improvements[trial] = (curve.Epoch, curve.Value);
    }

    private protected override (TrialAction Action, DecisionReason Reason) Judge(int trial, int epoch, Curve curve)
    {
        var last = improvements[trial].Epoch;
        return epoch - last >= settings.Patience
            ? (TrialAction.Pause, new($"waits: no improvement since epoch {last}, which is {epoch - last} epochs"))
            : (TrialAction.Continue, new($"last improved at epoch {last}"));
    }
}
