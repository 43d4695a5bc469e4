using Search.Experiments;

namespace Search.Schedulers;

/// <summary>A stopping rule that holds the best value of a trial so far against a number that its peers had at the same epoch.</summary>
/// <remarks>Peers are all other trials that came to that epoch, whatever became of them, NaN aside. Cost: O(log n) in trials for every call.</remarks>
public abstract class PeerRule : StoppingRule
{
    private readonly int minPeers;
    private readonly Dictionary<int, (RankedSet<RungEntry> All, Dictionary<int, RungEntry> ByTrial)> peers = [];

    private protected PeerRule(PeerSettings settings) : base(settings) => minPeers = settings.MinPeers;

    /// <summary>What peers are known by at an epoch.</summary>
    private protected abstract double Known(Curve curve);

    /// <summary>The part of the peers, best first, whose last one is the cut-off.</summary>
    private protected abstract double Part { get; }

    /// <summary>What the cut-off is of, as in "worse than …".</summary>
    private protected abstract string CutOffName { get; }

    private protected override void Noted(int trial, Curve curve)
    {
        if (!IsCheck(curve.Epoch) || Known(curve) is double.NaN)
            return;
        if (!peers.TryGetValue(curve.Epoch, out var here))
            peers[curve.Epoch] = here = (new(Comparer<RungEntry>.Default), []);
        here.All.Add(here.ByTrial[trial] = new(trial, Known(curve)));
    }

    private protected override (TrialAction Action, DecisionReason Reason) Judge(int trial, int epoch, Curve curve)
    {
        if (!peers.TryGetValue(epoch, out var here))
            return (TrialAction.Continue, new("has no peers yet"));
        var own = here.ByTrial.TryGetValue(trial, out var entry) ? here.All.Rank(entry) : int.MaxValue;
        var count = here.All.Count - (own < int.MaxValue ? 1 : 0);
        if (count < minPeers)
            return (TrialAction.Continue, new($"has only {count} of {minPeers} peers at epoch {epoch} yet"));
        var best = curve.BestUpTo(epoch);
        // Linear between neighbours, as medians and percentiles are usually taken.
        var position = Part * (count - 1);
        var below = (int)Math.Floor(position);
        var cutOff = Peer(below);
        if (below + 1 < count)
            cutOff += (position - below) * (Peer(below + 1) - cutOff);
        var better = here.All.Rank(new RungEntry(int.MinValue, best));
        var reason = new DecisionReason("") { Rung = epoch, Rank = 1 + Math.Min(count, better - (own < better ? 1 : 0)), Of = count + 1, CutOff = cutOff };
        return best > cutOff
            ? (TrialAction.Stop, reason with { Text = $"worse than {CutOffName}" })
            : (TrialAction.Continue, reason with { Text = $"not worse than {CutOffName}" });

        double Peer(int index) => here.All[index < own ? index : index + 1].Value;
    }
}
