using Search.Experiments;

namespace Search.Schedulers;

/// <summary>Stops a trial whose learning curve, extrapolated, is unlikely to end better than the best completed trial.</summary>
/// <remarks>
/// Domhan et al. (IJCAI 2015), with the families and the exact posterior of <see cref="CurvePosterior"/>. Deviation: no family is the truth, and schedules bend
/// curves at their end alike for all trials; so the error that the same extrapolation made at the same epoch on every completed trial is measured, and its mean
/// shifts the posterior while its spread widens it. A trial is stopped when P(final value better than the best completed) is below
/// <see cref="CurveSettings.Odds"/>, once <see cref="PeerSettings.MinPeers"/> trials have completed. Cost: O(20 n) in epochs for a decision, and that for each
/// check when a trial completes; nothing grows with the number of trials.
/// </remarks>
public sealed class CurveScheduler(CurveSettings settings) : StoppingRule(settings)
{
    private readonly Dictionary<int, (int Count, double Mean, double Squares)> errors = [];
    private int completed;
    private double best = double.PositiveInfinity;

    private protected override void Noted(int trial, Curve curve)
    {
        if (curve.Epoch != settings.MaxEpochs || double.IsNaN(curve.Mean))
            return;
        completed++;
        best = Math.Min(best, curve.Value);
        foreach (var check in Checks)
            if (check < settings.MaxEpochs && curve.CountUpTo(check) is > 0 and var count)
            {
                var error = curve.Value - CurvePosterior.Of(curve.Epochs, curve.Values, count, settings.MaxEpochs).Mean;
                // Welford's recurrence.
                var known = errors.GetValueOrDefault(check);
                var mean = known.Mean + (error - known.Mean) / (known.Count + 1);
                errors[check] = (known.Count + 1, mean, known.Squares + (error - known.Mean) * (error - mean));
            }
    }

    private protected override (TrialAction Action, DecisionReason Reason) Judge(int trial, int epoch, Curve curve)
    {
        if (completed < settings.MinPeers)
            return (TrialAction.Continue, new($"only {completed} of {settings.MinPeers} trials have completed yet"));
        if (double.IsNaN(curve.Mean))
            return (TrialAction.Continue, new("its curve has a gap"));
        var known = errors.GetValueOrDefault(epoch);
        // A prediction from n errors has Student's t of n − 1 degrees: of its heavier tails the variance is kept.
        var degrees = known.Count - 1.0;
        var variance = known.Count > 1 ? known.Squares / degrees * (1 + 1.0 / known.Count) * (degrees > 2 ? degrees / (degrees - 2) : 3) : 0;
        var odds = CurvePosterior.Of(curve.Epochs, curve.Values, curve.CountUpTo(epoch), settings.MaxEpochs).Below(best, known.Mean, variance);
        var reason = new DecisionReason(FormattableString.Invariant($"odds {odds:0.000} to end better than the best completed trial, extrapolated from epoch {epoch}"));
        return (odds < settings.Odds ? TrialAction.Stop : TrialAction.Continue, reason);
    }
}
