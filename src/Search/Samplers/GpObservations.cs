using Search.GaussianProcesses;
using Search.Spaces;

namespace Search.Samplers;

/// <summary>A history as a Gaussian process sees it: encoded configurations, all fidelities on one scale (<see cref="Scores"/>), failed trials as bad as the worst.</summary>
/// <param name="encoding">Of the space.</param>
/// <param name="least">With fewer values than this nothing can be said.</param>
internal sealed class GpObservations(SpaceEncoding encoding, int least)
{
    private readonly Dictionary<int, double[]> encoded = [];

    /// <summary>The trials with a value, and failed ones; null while there are too few.</summary>
    public GpData? Of(TrialHistory history)
    {
        var scores = Scores.Of(history);
        var known = 0;
        var worst = double.NegativeInfinity;
        foreach (var score in scores)
            if (!double.IsNaN(score.Value))
                (known, worst) = (known + 1, Math.Max(worst, score.Value));
        return known < least
            ? null
            : new GpData([.. scores.Select(score => Encoded(score.Trial))], [.. scores.Select(score => double.IsNaN(score.Value) ? worst : score.Value)], [.. scores.Select(score => score.Variance)]);
    }

    /// <summary>Configurations of the trials whose result is to come.</summary>
    public double[][] Running(TrialHistory history) =>
        [.. history.Trials.Where(trial => trial.Outcome == PastOutcome.Running && !trial.HasSettled).Select(Encoded)];

    private double[] Encoded(PastTrial trial)
    {
        if (!encoded.TryGetValue(trial.Number, out var point))
            encoded[trial.Number] = point = encoding.Encode(trial.Configuration);
        return point;
    }
}
