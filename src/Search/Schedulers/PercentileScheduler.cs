namespace Search.Schedulers;

/// <summary>Stops a trial whose best value so far is worse than a percentile of its peers' values at the same epoch.</summary>
/// <remarks>The rule that Optuna calls percentile pruning (Akiba et al., KDD 2019); at 50 it is its median pruning. Cost: O(log n) in trials for every call.</remarks>
public sealed class PercentileScheduler(PercentileSettings settings) : PeerRule(settings)
{
    private protected override double Part => settings.Percentile / 100;

    private protected override string CutOffName => FormattableString.Invariant($"percentile {settings.Percentile} of its peers");

    private protected override double Known(Curve curve) => curve.Value;
}
