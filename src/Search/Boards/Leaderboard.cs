using Search.Experiments;

namespace Search.Boards;

/// <summary>The best trials of an experiment, one stage's or all. Values have the user's sign; the JSON of <c>search leaderboard</c>.</summary>
public sealed record Leaderboard
{
    /// <summary>Choose this in place of a stage's name for all stages, the latest first.</summary>
    public const string AllStages = "all";

    /// <summary>The experiment's identifier.</summary>
    public required string Experiment { get; init; }

    /// <summary>Its journaled status.</summary>
    public required ExperimentStatus Status { get; init; }

    /// <summary>Name of the objective.</summary>
    public required string Objective { get; init; }

    /// <summary><c>maximize</c> or <c>minimize</c>.</summary>
    public required string Direction { get; init; }

    /// <summary>Standard deviation of the value between seeds of one configuration within the board's stage, pooled; null until measured with three or more seeds.</summary>
    public required double? Noise { get; init; }

    /// <summary>What re-tuning gained; null until measured.</summary>
    public required GainView? Gain { get; init; }

    /// <summary>The best trial of the latest stage that is done, in the end the experiment's result; null before the first.</summary>
    public required int? Winner { get; init; }

    /// <summary>The rows, best first.</summary>
    public required IReadOnlyList<LeaderboardRow> Rows { get; init; }

    /// <summary>Everything that is optimised; the first one is <see cref="Objective"/> and ranks the rows.</summary>
    public required IReadOnlyList<ObjectiveView> Objectives { get; init; }

    /// <summary>The whole experiment's Pareto front, in the order of the first objective; null for a single objective. See <see cref="ParetoFront"/>.</summary>
    public required IReadOnlyList<FrontPoint>? Front { get; init; }

    /// <summary>The board of a stage.</summary>
    /// <param name="state">The experiment.</param>
    /// <param name="stage">A label of <see cref="StageLabels"/>, <see cref="AllStages"/>, or null for the latest stage with results.</param>
    /// <param name="top">Largest number of rows (of each stage); null for all.</param>
    /// <exception cref="ArgumentException">No such stage has begun.</exception>
    public static Leaderboard Of(ExperimentState state, string? stage = null, int? top = null)
    {
        StageState[] stages = stage switch
        {
            null => Latest(state) is { } latest ? [latest] : [],
            AllStages => [.. state.Stages.Reverse()],
            _ => [StageLabels.Find(state, stage) ?? throw new ArgumentException(
                $"{state.Id} has no stage \"{stage}\" yet; begun are {string.Join(", ", StageLabels.Begun(state))}.", nameof(stage))],
        };
        var rows = new BoardRows(state);
        return new Leaderboard
        {
            Experiment = state.Id,
            Status = state.Status,
            Objective = state.Spec.Objective.Name,
            Direction = state.Spec.Objective.Direction,
            Objectives = ObjectiveView.Of(state.Spec),
            Noise = stages.Length == 1 ? RepeatNoise.Of(stages[0].Trials)?.Deviation : null,
            Gain = GainView.Of(state.Stages.LastOrDefault(past => past.HandOn?.Gain is not null)?.HandOn!.Gain),
            Winner = WinnerOf(state),
            Front = ParetoFront.Of(state),
            Rows = [.. stages.SelectMany(each => top is { } limit ? rows.Of(each).Take(limit) : rows.Of(each))],
        };
    }

    /// <summary>The first that the latest finished stage selected; null while there is none.</summary>
    public static int? WinnerOf(ExperimentState state) =>
        state.Stages.LastOrDefault(stage => stage.HandOn is { Selected.Count: > 0 })?.HandOn!.Selected[0];

    /// <summary>The latest stage in which a trial has a value; null before the first.</summary>
    public static StageState? Latest(ExperimentState state) =>
        state.Stages.LastOrDefault(stage => stage.Trials.Any(trial => !double.IsNaN(trial.Value)));
}
