using System.Globalization;
using Search.Experiments;
using Search.Statistics;

namespace Search.Stages;

/// <summary>What the final repeats say: the winner, the gain of re-tuning with its interval, and the sentences about both.</summary>
internal static class FinalReport
{
    /// <summary>The last hand-on of a search.</summary>
    /// <param name="state">The experiment.</param>
    /// <param name="own">The re-tuning stage, all its trials over.</param>
    /// <param name="seed">Seeds the bootstrap.</param>
    /// <param name="arms">The configurations that were repeated: re-tuned, carried, and perhaps the one without dropout.</param>
    /// <param name="sample">The sample trial they come from.</param>
    public static HandOn Of(ExperimentState state, StageState own, ulong seed, Trial[] arms, Trial sample)
    {
        Trial[][] repeats = [.. arms.Select(arm => own.Trials
            .Where(trial => trial.Plan.Repeat > 0 && trial.Plan.Parent == arm.Number && trial.State == TrialState.Completed && !double.IsNaN(trial.Value))
            .OrderBy(trial => trial.Plan.Repeat).ToArray())];
        int[] order = [.. Enumerable.Range(0, arms.Length).Where(arm => repeats[arm].Length > 0).OrderBy(arm => repeats[arm].Average(trial => trial.Value)).ThenBy(arm => arm)];
        if (order.Length == 0)
            return new HandOn { Selected = [.. arms.OrderBy(arm => arm.Value).Select(arm => arm.Number)], Findings = ["No repeat gave a result: the gain of re-tuning is not known."] };

        var gain = Gain(state, seed, repeats[0], repeats[1]);
        return new HandOn
        {
            Selected = [.. order.SelectMany(arm => repeats[arm].OrderBy(trial => trial.Value).ThenBy(trial => trial.Number)).Select(trial => trial.Number)],
            Gain = gain,
            Findings = [.. Sentences(state, arms, repeats, sample, gain)],
        };
    }

    private static GainReport? Gain(ExperimentState state, ulong seed, Trial[] retuned, Trial[] carried)
    {
        (Trial Retuned, Trial Carried)[] pairs = [.. retuned.Join(carried, trial => trial.Plan.Repeat, trial => trial.Plan.Repeat, (a, b) => (a, b))];
        if (pairs.Length == 0)
            return null;
        var reads = state.Stages.Count(stage => stage.Trials.Any(trial => trial.Test is not null));
        float[][]? perImage = [.. pairs.Select(pair => ImageDifferences.Of(state, pair.Retuned, pair.Carried)!).Where(row => row is not null)];
        if (perImage.Length == pairs.Length)
        {
            var groups = pairs[0].Retuned.Test is null ? null : state.Data?.TestGroups; // those of validation images are not known
            var (mean, low, high) = PairedBootstrap.Interval95(perImage, groups, seed);
            return new GainReport { Value = mean, Ci95 = [low, high], Control = "carried", Split = pairs[0].Retuned.Test is null ? "validation" : "test", Seeds = pairs.Length, TestReads = reads };
        }
        double[] differences = [.. pairs.Select(pair => pair.Carried.Value - pair.Retuned.Value)];
        var interval = StudentT.Interval95(differences) ?? (double.NegativeInfinity, double.PositiveInfinity);
        return new GainReport { Value = differences.Average(), Ci95 = [interval.Item1, interval.Item2], Control = "carried", Split = "validation", Seeds = pairs.Length, TestReads = reads };
    }

    private static IEnumerable<string> Sentences(ExperimentState state, Trial[] arms, Trial[][] repeats, Trial sample, GainReport? gain)
    {
        var (retuned, carried) = (arms[0].Plan.Configuration, arms[1].Plan.Configuration);
        foreach (var name in (string[])[RegularizationPrior.Dropout, WeightDecayRange.Parameter])
            if (carried.Has(name))
                yield return string.Create(CultureInfo.InvariantCulture,
                    $"Best {name} on the sample of {sample.Plan.TrainImages} images: {sample.Plan.Configuration[name].Number:G3}, on all {arms[0].Plan.TrainImages}: {retuned[name].Number:G3}.");
        for (var arm = 0; arm < arms.Length; arm++)
            if (repeats[arm].Length > 0 && repeats[arm].All(trial => trial.Test is not null))
                yield return string.Create(CultureInfo.InvariantCulture,
                    $"{Name(arm)}: test {state.Spec.Objective.Name.Replace("valid", "", StringComparison.Ordinal).ToLowerInvariant()} {repeats[arm].Average(trial => TestValue.Of(state.Spec.Objective, trial.Test!)):0.####} over {repeats[arm].Length} seeds.");
        if (gain is not null)
        {
            var shown = gain.Ci95[0] > 0 ? "re-tuning helped" : gain.Ci95[1] < 0 ? "re-tuning hurt" : "no difference shown";
            yield return string.Create(CultureInfo.InvariantCulture,
                $"Re-tuning against carrying over unchanged: {gain.Value:+0.####;-0.####;0} on {gain.Split}, 95 % interval {gain.Ci95[0]:+0.####;-0.####;0} … {gain.Ci95[1]:+0.####;-0.####;0}, {gain.Seeds} seeds: {shown}.");
        }
        if (sample.Plan.TrainImages < arms[0].Plan.TrainImages)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"At equal epochs the full data took {(double)arms[0].Plan.TrainImages / sample.Plan.TrainImages:0.#} times the steps: how much of a shift comes from the amount of data alone was not measured.");
    }

    private static string Name(int arm) => arm switch { 0 => "Re-tuned", 1 => "Carried unchanged", _ => "Without dropout" };
}
