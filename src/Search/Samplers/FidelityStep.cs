namespace Search.Samplers;

/// <summary>How values change from one fidelity to a deeper one, by the trials that have both.</summary>
/// <param name="FromMean">Their mean at the lower one.</param>
/// <param name="ToMean">Their mean at the deeper one.</param>
/// <param name="Ratio">Spread at the deeper one over that at the lower one, between a quarter and four.</param>
/// <param name="Variance">Of the values at the deeper one around what the step makes of those at the lower one.</param>
internal readonly record struct FidelityStep(double FromMean, double ToMean, double Ratio, double Variance)
{
    /// <summary>The value at the deeper fidelity that is expected of one at the lower.</summary>
    public double Carry(double value) => ToMean + Ratio * (value - FromMean);

    public static FidelityStep Between(TrialHistory history, (double Fraction, int Epoch) from, (double Fraction, int Epoch) to)
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
            return new(0, 0, 1, 0);
        var (fromMean, toMean) = (lower.Average(), upper.Average());
        var (fromSpread, toSpread) = (lower.Sum(value => (value - fromMean) * (value - fromMean)), upper.Sum(value => (value - toMean) * (value - toMean)));
        // Two or three survivors say little about a ratio; values beyond 1e150 have no spread that a number can hold.
        var ratio = lower.Count >= 4 && fromSpread > 0 ? Math.Clamp(Math.Sqrt(toSpread / fromSpread), 0.25, 4) : 1;
        var step = new FidelityStep(fromMean, toMean, double.IsFinite(ratio) ? ratio : 1, 0);
        var variance = lower.Select((value, i) => (upper[i] - step.Carry(value)) * (upper[i] - step.Carry(value))).Average();
        return step with { Variance = double.IsFinite(variance) ? variance : 0 };
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
