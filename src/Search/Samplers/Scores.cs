namespace Search.Samplers;

/// <summary>Puts trials of different fidelities on one scale: an estimate of the value each would have at the deepest fidelity seen.</summary>
/// <remarks>
/// A trial that rests at a lower rung is carried up rung by rung: by the mean change of those that went on, and by the ratio of their spreads around their mean,
/// so that the order within a rung stays, and values at the deepest rung are themselves. Only the best go on; a regression would be diluted by that
/// selection and by noise and would push what was left behind towards the middle. Where all trials run to the same fidelity, scores are their plain values.
/// </remarks>
internal static class Scores
{
    /// <summary>The settled trials in the order of settling, each with its score (lower is better); failed trials and those without a value have NaN.</summary>
    public static (PastTrial Trial, double Score)[] Of(TrialHistory history)
    {
        var settled = history.Settled;
        var scores = new (PastTrial, double)[settled.Count];
        (double Fraction, int Epoch)[] levels = [.. settled.Where(IsUseful).Select(trial => (trial.Fraction, trial.Epoch)).Distinct().Order()];
        var steps = new (double FromMean, double ToMean, double Ratio)[Math.Max(0, levels.Length - 1)];
        for (var level = 0; level < steps.Length; level++)
            steps[level] = Step(history, levels[level], levels[level + 1]);
        for (var i = 0; i < scores.Length; i++)
        {
            var trial = settled[i];
            var score = double.NaN;
            if (IsUseful(trial))
            {
                score = trial.Value;
                for (var level = Array.IndexOf(levels, (trial.Fraction, trial.Epoch)); level < steps.Length; level++)
                    score = steps[level].ToMean + steps[level].Ratio * (score - steps[level].FromMean);
            }
            scores[i] = (trial, score);
        }
        return scores;
    }

    private static bool IsUseful(PastTrial trial) => trial.Outcome != PastOutcome.Failed && trial.Values.Count > 0;

    /// <summary>How values change between two fidelities, by the trials that have both.</summary>
    private static (double FromMean, double ToMean, double Ratio) Step(TrialHistory history, (double Fraction, int Epoch) from, (double Fraction, int Epoch) to)
    {
        var (lower, upper) = (new List<double>(), new List<double>());
        // A larger part of the data is another trial of the same configuration.
        var earlier = from.Fraction == to.Fraction ? null : history.Trials.Where(trial => trial.Fraction == from.Fraction && ValueAt(trial, from.Epoch) is not null)
            .GroupBy(trial => trial.Configuration).ToDictionary(group => group.Key, group => group.First());
        foreach (var trial in history.Trials)
            if (trial.Fraction == to.Fraction && ValueAt(trial, to.Epoch) is { } above
                && ValueAt(earlier is null ? trial : earlier.GetValueOrDefault(trial.Configuration), from.Epoch) is { } below)
            {
                lower.Add(below);
                upper.Add(above);
            }
        if (lower.Count == 0)
            return (0, 0, 1);
        var (fromMean, toMean) = (lower.Average(), upper.Average());
        var (fromSpread, toSpread) = (lower.Sum(value => (value - fromMean) * (value - fromMean)), upper.Sum(value => (value - toMean) * (value - toMean)));
        // Two or three survivors say little about a ratio.
        var ratio = lower.Count >= 4 && fromSpread > 0 ? Math.Clamp(Math.Sqrt(toSpread / fromSpread), 0.25, 4) : 1;
        return (fromMean, toMean, ratio);
    }

    private static double? ValueAt(PastTrial? trial, int epoch)
    {
        if (trial is null || trial.Epoch < epoch)
            return null;
        // Measured every epoch as a rule, so the place is known; otherwise it is searched.
        if (epoch <= trial.Values.Count && trial.Values[epoch - 1].Epoch == epoch)
            return trial.Values[epoch - 1].Values[0];
        return trial.Values.FirstOrDefault(value => value.Epoch == epoch)?.Values[0];
    }
}
