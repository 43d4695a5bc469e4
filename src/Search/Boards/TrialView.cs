using System.Text.Json.Serialization;
using Search.Experiments;

namespace Search.Boards;

/// <summary>One trial with everything that was measured.</summary>
public sealed record TrialView : LeaderboardRow
{
    /// <summary>The experiment's identifier.</summary>
    [JsonPropertyOrder(1)]
    public required string Experiment { get; init; }

    /// <summary>What its stage knows it by, such as <c>repeat 1</c>; null for plain proposals.</summary>
    [JsonPropertyOrder(1)]
    public required string? Label { get; init; }

    /// <summary>The numerics fingerprint of its newest attempt; null before the first is set up.</summary>
    [JsonPropertyOrder(1)]
    public required string? Fingerprint { get; init; }

    /// <summary>Epochs trained once more, because their checkpoint was damaged or lost to the disk budget.</summary>
    [JsonPropertyOrder(1)]
    public required int Replayed { get; init; }

    /// <summary>Everything that is optimised, in the order of the values.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<ObjectiveView> Objectives { get; init; }

    /// <summary>Its finished epochs, in order.</summary>
    [JsonPropertyOrder(2)]
    public required IReadOnlyList<MeasurementView> Measurements { get; init; }

    /// <summary>The view of a trial.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such trial.</exception>
    public static TrialView Of(ExperimentState state, int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, state.Trials.Count);
        var trial = state.Trials[number];
        var row = new BoardRows(state).Of(state.Stages[trial.Stage]).Single(row => row.Trial == number);
        return new TrialView
        {
            Experiment = state.Id,
            Label = trial.Plan.Label,
            Fingerprint = trial.Fingerprint,
            Replayed = trial.Replayed,
            Measurements = [.. trial.Measurements.Select(measurement => MeasurementView.Of(measurement, state.Spec))],
            Objectives = ObjectiveView.Of(state.Spec),
            Rank = row.Rank,
            Trial = row.Trial,
            Parent = row.Parent,
            Role = row.Role,
            Repeat = row.Repeat,
            Seed = row.Seed,
            Stage = row.Stage,
            State = row.State,
            Value = row.Value,
            Values = row.Values,
            Ci95 = row.Ci95,
            Test = row.Test,
            Tied = row.Tied,
            Epochs = row.Epochs,
            TrainImages = row.TrainImages,
            Configuration = row.Configuration,
            Reason = row.Reason,
            Attempts = row.Attempts,
            Exact = row.Exact,
            Seconds = row.Seconds,
            Device = row.Device,
        };
    }
}
