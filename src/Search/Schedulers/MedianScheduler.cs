namespace Search.Schedulers;

/// <summary>Stops a trial whose best value so far is worse than the median of its peers' running averages.</summary>
/// <remarks>
/// Golovin et al., "Google Vizier: A Service for Black-Box Optimization" (KDD 2017), section 3.2.2, the running-average form: at epoch s the mean of the
/// values 1 … s of each peer. Deviations: peers are all trials that came to epoch s, not only completed ones, which matters while few have completed; nobody is
/// stopped before <see cref="PeerSettings.MinPeers"/> of them. Cost: O(log n) in trials for every call.
/// </remarks>
public sealed class MedianScheduler(MedianSettings settings) : PeerRule(settings)
{
    private protected override double Part => 0.5;

    private protected override string CutOffName => "the median of its peers' running averages";

    private protected override double Known(Curve curve) => curve.Mean;
}
