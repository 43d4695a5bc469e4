using Search.Experiments;

namespace Search.Schedulers;

/// <summary>Stops a trial whose value at a check is worse than a fixed bound, or is not a number.</summary>
/// <remarks>For owners who know what is hopeless: a network that still guesses after its grace epochs. Cost: O(1) for every call.</remarks>
public sealed class ThresholdScheduler(ThresholdSettings settings) : StoppingRule(settings)
{
    private readonly double bound = settings.Maximize ? -settings.Worst : settings.Worst;

    private protected override (TrialAction Action, DecisionReason Reason) Judge(int trial, int epoch, Curve curve)
    {
        var isWorse = curve.At(epoch) > bound;
        return (isWorse ? TrialAction.Stop : TrialAction.Continue, new(FormattableString.Invariant($"{(isWorse ? "worse" : "not worse")} than {settings.Worst} at epoch {epoch}")));
    }
}
