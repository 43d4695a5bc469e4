namespace Search.Samplers;

/// <summary>Puts trials of different fidelities on one scale: an estimate of the value each would have at the deepest fidelity seen.</summary>
/// <remarks>
/// A trial that rests at a lower rung is carried up rung by rung: by the mean change of those that went on, and by the ratio of their spreads around their mean,
/// so that the order within a rung stays, and values at the deepest rung are themselves. Only the best go on; a regression would be diluted by that
/// selection and by noise and would push what was left behind towards the middle. Where all trials run to the same fidelity, scores are their plain values.
/// </remarks>
internal static class Scores
{
    /// <summary>The settled trials in the order of settling, each with its score.</summary>
    public static Score[] Of(TrialHistory history)
    {
        var settled = history.Settled;
        var scores = new Score[settled.Count];
        (double Fraction, int Epoch)[] levels = [.. settled.Where(IsUseful).Select(trial => (trial.Fraction, trial.Epoch)).Distinct().Order()];
        var steps = new FidelityStep[Math.Max(0, levels.Length - 1)];
        for (var level = 0; level < steps.Length; level++)
            steps[level] = FidelityStep.Between(history, levels[level], levels[level + 1]);
        for (var i = 0; i < scores.Length; i++)
        {
            var trial = settled[i];
            var (score, variance) = (double.NaN, 0.0);
            if (IsUseful(trial))
            {
                score = trial.Value;
                for (var level = Array.IndexOf(levels, (trial.Fraction, trial.Epoch)); level < steps.Length; level++)
                    (score, variance) = (steps[level].Carry(score), steps[level].Ratio * steps[level].Ratio * variance + steps[level].Variance);
            }
            scores[i] = new Score(trial, score, variance);
        }
        return scores;
    }

    private static bool IsUseful(PastTrial trial) => trial.Outcome != PastOutcome.Failed && trial.Values.Count > 0;
}
