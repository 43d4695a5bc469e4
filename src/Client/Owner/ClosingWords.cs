using System.Globalization;
using Search.Boards;
using Search.Client.Experiments;
using Search.Client.Output;
using Search.Experiments;
using Search.Stages;
using Search.Statistics;
using Search.Store.Home;

namespace Search.Client.Owner;

/// <summary>The sentences with which a search ends: the winner, its test value, the gain of re-tuning, where the model is, how to run it again.</summary>
internal static class ClosingWords
{
    public static IEnumerable<string> Of(ExperimentState state, HomeFolder home)
    {
        if (state.Stages.LastOrDefault(stage => stage.HandOn is { Selected.Count: > 0 })?.HandOn is not { } last)
            yield break;
        var winner = state.Trials[last.Selected[0]];
        var objective = state.Spec.Objective;
        yield return Invariant($"Winner: trial {winner.Number} ({Format.Name(winner.Plan.Role)}), {objective.Name} {objective.ToUser(winner.Value):0.####}: {winner.Plan.Configuration}");
        Trial[] arm = [.. state.Trials.Where(trial => trial.Test is not null && trial.Stage == winner.Stage && trial.Plan.Parent == winner.Plan.Parent)];
        if (arm.Length > 0)
        {
            double[] values = [.. arm.Select(trial => TestValue.Of(objective, trial.Test!))];
            var interval = StudentT.Interval95(values);
            yield return Invariant($"On the test split: {values.Average():0.####}{(interval is { } ci ? Invariant($", 95 % interval {ci.Low:0.####} … {ci.High:0.####}") : "")} over {Format.Count(values.Length, "seed")}.");
        }
        if (FrontText.Of(ObjectiveView.Of(state.Spec), ParetoFront.Of(state)) is { } front)
            yield return front;
        foreach (var finding in last.Findings)
            yield return finding;
        if (RunFolders.Of(home, state.Id, winner.Number) is { } folder)
        {
            yield return $"Model: {Path.Combine(folder, "model.safetensors")}";
            yield return $"Again: search launch {Path.Combine(folder, "config.yaml")}";
        }
        yield return $"Board: search leaderboard {state.Id}";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
