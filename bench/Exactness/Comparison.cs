using Search.Experiments;

namespace Search.Bench.Exactness;

/// <summary>What two journals must agree on: everything but attempts, seconds and devices.</summary>
internal static class Comparison
{
    /// <summary>One slot: every number, decision and the winner, in the same order.</summary>
    public static IEnumerable<string> Everything(List<ExperimentEvent> expected, List<ExperimentEvent> got)
    {
        var (left, right) = (expected.Select(Timeless).OfType<string>().ToArray(), got.Select(Timeless).OfType<string>().ToArray());
        if (left.Length != right.Length)
            yield return $"{left.Length} rows expected, {right.Length} found";
        foreach (var (one, other) in left.Zip(right))
            if (one != other)
                yield return $"expected {one}\n   found {other}";
    }

    /// <summary>Several slots: every (configuration, seed, data size, epoch) that both have must be equal.</summary>
    public static IEnumerable<string> SharedEpochs(List<ExperimentEvent> expected, List<ExperimentEvent> got)
    {
        var known = Epochs(expected);
        var shared = 0;
        foreach (var (key, numbers) in Epochs(got))
        {
            if (!known.TryGetValue(key, out var other))
                continue;
            shared++;
            if (other != numbers)
                yield return $"{key}: {other} against {numbers}";
        }
        Console.WriteLine($"{shared} epochs are in both, of {known.Count}");
        if (shared == 0)
            yield return "no epoch is in both";
    }

    /// <summary>Every trial ended, every epoch is there once, and no durable epoch was trained again.</summary>
    public static IEnumerable<string> BrokenPromises(List<ExperimentEvent> journal)
    {
        var state = new ExperimentState();
        foreach (var e in journal)
        {
            if (e is AttemptPrepared prepared && prepared.FromEpoch < state.Trials[prepared.Trial].Epoch)
                yield return $"trial {prepared.Trial}, attempt {prepared.Attempt} began at epoch {prepared.FromEpoch} although {state.Trials[prepared.Trial].Epoch} were durable";
            state.Apply(e); // refuses doubled and missing epochs
        }
        foreach (var trial in state.Trials.Where(trial => !trial.IsOver))
            yield return $"trial {trial.Number} is {trial.State} at the end";
        foreach (var problem in state.Problems)
            yield return problem;
        if (state.Trials.Any(trial => !trial.Exact))
            yield return "a trial is marked inexact";
    }

    private static string? Timeless(ExperimentEvent e) => e switch
    {
        TrialAdded added => $"trial {added.Trial} {added.Plan}",
        EpochMeasured measured => $"epoch of {measured.Trial} {measured.Measurement with { Attempt = 0, Seconds = 0 }} {Convert.ToHexString(measured.ValidCorrect ?? [])} {Convert.ToHexString(measured.Test?.Correct ?? [])} {measured.Test?.Loss:R}",
        TrialDecided decided => decided.ToString(),
        StageFinished finished => $"stage {finished.Stage} {string.Join(",", finished.HandOn.Selected)} {string.Join(" ", finished.HandOn.Findings)} {finished.HandOn.Gain?.Value:R}",
        _ => null,
    };

    private static Dictionary<string, string> Epochs(List<ExperimentEvent> journal)
    {
        var state = new ExperimentState();
        var epochs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var e in journal)
        {
            state.Apply(e);
            if (e is EpochMeasured measured && state.Trials[measured.Trial] is var trial)
                epochs[$"{trial.Plan.Configuration} seed {trial.RunSeed} on {trial.Plan.TrainImages} of {trial.Plan.Epochs}, epoch {measured.Measurement.Epoch}"] =
                    (measured.Measurement with { Attempt = 0, Seconds = 0 }).ToString();
        }
        return epochs;
    }
}
