using System.Text.Json.Serialization;
using Search.Experiments;

namespace Search.Boards;

/// <summary>An experiment with its stages: what <c>search show</c> tells.</summary>
public sealed record ExperimentView : ExperimentSummary
{
    /// <summary>Slots it may use.</summary>
    [JsonPropertyOrder(1)]
    public required int Slots { get; init; }

    /// <summary>The part that is done, 0 … 1; null when it cannot be told.</summary>
    [JsonPropertyOrder(1)]
    public required double? Progress { get; init; }

    /// <summary>Wall seconds left at the speed so far with these slots; null when it cannot be told.</summary>
    [JsonPropertyOrder(1)]
    public required double? SecondsLeft { get; init; }

    /// <summary>What the data held at launch; null for objectives without data.</summary>
    [JsonPropertyOrder(1)]
    public required DataView? Data { get; init; }

    /// <summary>All stages, past and future.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<StageView> Stages { get; init; }

    /// <summary>Earlier experiments whose best configurations it tried first; empty for none.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<string> WarmStart { get; init; }

    /// <summary>How its space was widened since its launch, oldest first.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<SpaceChange> Widenings { get; init; }

    /// <summary>What re-tuning gained; null until measured.</summary>
    [JsonPropertyOrder(1)]
    public required GainView? Gain { get; init; }

    /// <summary>Bytes of checkpoints that are still needed.</summary>
    [JsonPropertyOrder(1)]
    public required long CheckpointBytes { get; init; }

    /// <summary>Epochs trained once more, because their checkpoint was damaged or lost to the disk budget.</summary>
    [JsonPropertyOrder(1)]
    public required long Replayed { get; init; }

    /// <summary>Broken promises worth somebody's attention, as sentences.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Everything that is optimised, the first one first.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<ObjectiveView> Objectives { get; init; }

    /// <summary>The Pareto front, in the order of the first objective; null for a single objective. See <see cref="ParetoFront"/>.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<FrontPoint>? Front { get; init; }

    /// <summary>The view of an experiment.</summary>
    /// <param name="state">The experiment.</param>
    /// <param name="forecast">What is left of it; null when it is not known.</param>
    public static ExperimentView Of(ExperimentState state, Forecast? forecast)
    {
        var summary = ExperimentSummary.Of(state);
        return new ExperimentView
        {
            Experiment = summary.Experiment,
            Status = summary.Status,
            Reason = summary.Reason,
            CreatedAt = summary.CreatedAt,
            ChangedAt = summary.ChangedAt,
            Objective = summary.Objective,
            Direction = summary.Direction,
            Stage = summary.Stage,
            Trials = summary.Trials,
            Running = summary.Running,
            Failed = summary.Failed,
            Epochs = summary.Epochs,
            Seconds = summary.Seconds,
            Best = summary.Best,
            Winner = summary.Winner,
            Objectives = ObjectiveView.Of(state.Spec),
            Front = ParetoFront.Of(state),
            Slots = state.Slots,
            Progress = forecast?.Progress,
            SecondsLeft = forecast?.Remaining.TotalSeconds,
            Data = DataView.Of(state.Data),
            Stages = [.. state.PlannedStages.Select((_, index) => ViewOf(state, index))],
            WarmStart = state.WarmStart?.From ?? [],
            Widenings = state.Widenings,
            Gain = GainView.Of(state.Stages.LastOrDefault(past => past.HandOn?.Gain is not null)?.HandOn!.Gain),
            CheckpointBytes = state.CheckpointBytes,
            Replayed = state.Replayed,
            Problems = state.Problems,
        };
    }

    private static StageView ViewOf(ExperimentState state, int index)
    {
        var begun = index < state.Stages.Count ? state.Stages[index] : null;
        return new StageView
        {
            Stage = StageLabels.Of(state, index),
            State = begun is null ? "planned" : begun.HandOn is null ? "running" : "done",
            Trials = begun?.Trials.Count ?? 0,
            Epochs = begun?.Epochs ?? 0,
            Images = begun?.Images ?? 0,
            Seconds = begun?.Seconds ?? 0,
            Best = begun is null ? null : new BoardRows(state).Of(begun).FirstOrDefault()?.Value,
            Findings = begun?.HandOn?.Findings ?? [],
        };
    }
}
