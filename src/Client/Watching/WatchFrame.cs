using Search.Boards;
using Search.Client.Output;
using Search.Experiments;

namespace Search.Client.Watching;

/// <summary>One picture of an experiment under way, before it is drawn.</summary>
internal sealed record WatchFrame
{
    private const int MostLeaders = 5;

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

    public static WatchFrame Of(ExperimentState state, Forecast? forecast)
    {
        var slots = new TextTable("slot", ">trial", ">epoch", "configuration");
        foreach (var trial in state.Trials.Where(trial => trial.State == TrialState.Running).OrderBy(trial => trial.Slot, StringComparer.Ordinal))
            slots.Add(trial.Slot ?? "-", Format.Number(trial.Number), FormattableString.Invariant($"{trial.Epoch + 1}/{trial.Target}"), Format.Short(trial.Plan.Configuration));
        var stage = state.Stage is { } current ? $"stage {StageLabels.Of(state, current.Index)} ({current.Index + 1} of {state.PlannedStages.Count})" : "starting";
        var left = forecast is { } known && state.Status == ExperimentStatus.Running ? $", about {Format.Duration(known.Remaining.TotalSeconds)} left" : "";
        return new WatchFrame
        {
            Title = $"{state.Id}: {Format.Name(state.Status)}, {stage}{(state.StatusReason is { } reason ? $": {reason}" : "")}",
            Progress = forecast?.Progress,
            Line = $"{state.Trials.Count} trials, {state.Epochs} epochs, {Format.Duration(state.Seconds)} of slot time{left}",
            Leaders = BoardTable.Of(Leaderboard.Of(state, top: MostLeaders)),
            Slots = slots,
        };
    }
}
