using Search.Boards;
using Search.Client.Output;
using Search.Experiments;
using Search.Spaces;

namespace Search.Client.Watching;

/// <summary>One picture of an experiment under way, before it is drawn.</summary>
internal sealed record WatchFrame
{
    private const int MostLeaders = 5;

    /// <summary>Lines beside the slots: title, bar, line, the leaders' table, and the slots' own heading.</summary>
    private const int OtherLines = 3 + MostLeaders + 4 + 4;

    /// <summary>Status and stage.</summary>
    public required string Title { get; init; }

    /// <summary>The part done, 0 … 1; null when it cannot be told.</summary>
    public required double? Progress { get; init; }

    /// <summary>Trials, epochs and the time left.</summary>
    public required string Line { get; init; }

    /// <summary>The leaders of the latest stage with results.</summary>
    public required TextTable Leaders { get; init; }

    /// <summary>Each slot's running trial and epoch.</summary>
    public required TextTable Slots { get; init; }

    /// <summary>The picture of a state, for so many lines.</summary>
    public static WatchFrame Of(ExperimentState state, Forecast? forecast, int height)
    {
        var stage = state.Stage is { } current ? $"stage {StageLabels.Of(state, current.Index)} ({current.Index + 1} of {state.PlannedStages.Count})" : "starting";
        var left = forecast is { } known && state.Status == ExperimentStatus.Running ? $", about {Format.Duration(known.Remaining.TotalSeconds)} left" : "";
        return new WatchFrame
        {
            Title = $"{state.Id}: {Format.Name(state.Status)}, {stage}{(state.StatusReason is { } reason ? $": {reason}" : "")}",
            Progress = forecast?.Progress,
            Line = $"{Format.Count(state.Trials.Count, "trial")}, {Format.Count(state.Epochs, "epoch")}, {Format.Duration(state.Seconds)} of slot time{left}",
            Leaders = LeadersOf(state),
            Slots = SlotsOf(state, Math.Max(1, height - OtherLines - 2)), // the last line is the cursor's, and one may say that there are more
        };
    }

    private static TextTable LeadersOf(ExperimentState state)
    {
        var board = Leaderboard.Of(state, top: MostLeaders);
        var table = new TextTable([">rank", ">trial", "role", "state", $">{board.Objective}", "", .. board.Objectives.Skip(1).Select(other => $">{other.Name}"), ">epochs", "configuration"]);
        foreach (var row in board.Rows)
            table.Add([
                Format.Number(row.Rank), Format.Number(row.Trial) + (row.Trial == board.Winner ? "*" : ""), Format.Name(row.Role), Format.Name(row.State), Format.Value(row.Value),
                row.Tied == true ? "=" : "", .. row.Values.Skip(1).Select(Format.Value), Format.Number(row.Epochs), Differing(row.Configuration, [.. board.Rows.Select(other => other.Configuration)])]);
        return table;
    }

    private static TextTable SlotsOf(ExperimentState state, int most)
    {
        Trial[] running = [.. state.Trials.Where(trial => trial.State == TrialState.Running).OrderBy(trial => trial.Slot, StringComparer.Ordinal)];
        Configuration[] all = [.. state.Stage?.Trials.Select(trial => trial.Plan.Configuration) ?? []];
        var table = new TextTable("slot", ">trial", ">epoch", "configuration");
        foreach (var trial in running.Take(most))
            table.Add(trial.Slot ?? "-", Format.Number(trial.Number), FormattableString.Invariant($"{trial.Epoch + 1}/{trial.Target}"), Differing(trial.Plan.Configuration, all));
        if (running.Length > most)
            table.Add($"and {running.Length - most} more", "", "", "");
        return table;
    }

    private static string Differing(Configuration configuration, Configuration[] among) =>
        Format.Short(new Configuration(configuration.Where(pair => among.Any(other => !other.TryGet(pair.Key, out var value) || value != pair.Value))));
}
