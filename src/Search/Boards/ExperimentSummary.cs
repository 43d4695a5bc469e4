using Search.Experiments;

namespace Search.Boards;

/// <summary>An experiment in one line.</summary>
public record ExperimentSummary
{
    /// <summary>The identifier.</summary>
    public required string Experiment { get; init; }

    /// <summary>Its journaled status; <c>running</c> also when its process died.</summary>
    public required ExperimentStatus Status { get; init; }

    /// <summary>Why; null when there is nothing to say.</summary>
    public required string? Reason { get; init; }

    /// <summary>When it was launched, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its status last changed, UTC.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Name of the objective.</summary>
    public required string Objective { get; init; }

    /// <summary><c>maximize</c> or <c>minimize</c>.</summary>
    public required string Direction { get; init; }

    /// <summary>Label of the stage under way or last finished; null before the first.</summary>
    public required string? Stage { get; init; }

    /// <summary>Number of trials.</summary>
    public required int Trials { get; init; }

    /// <summary>Trials of which an attempt is under way.</summary>
    public required int Running { get; init; }

    /// <summary>Trials that ended in failure.</summary>
    public required int Failed { get; init; }

    /// <summary>Finished epochs over all trials.</summary>
    public required long Epochs { get; init; }

    /// <summary>Slot seconds over all trials.</summary>
    public required double Seconds { get; init; }

    /// <summary>First value of the default board, the user's sign; null before the first.</summary>
    public required double? Best { get; init; }

    /// <summary>The trial that leads or won; null before the first stage is done.</summary>
    public required int? Winner { get; init; }

    /// <summary>The summary of an experiment.</summary>
    public static ExperimentSummary Of(ExperimentState state) => new()
    {
        Experiment = state.Id,
        Status = state.Status,
        Reason = state.StatusReason,
        CreatedAt = state.CreatedAt,
        ChangedAt = state.ChangedAt,
        Objective = state.Spec.Objective.Name,
        Direction = state.Spec.Objective.Direction,
        Stage = state.Stage is { } stage ? StageLabels.Of(state, stage.Index) : null,
        Trials = state.Trials.Count,
        Running = state.Trials.Count(trial => trial.State == TrialState.Running),
        Failed = state.Failed,
        Epochs = state.Epochs,
        Seconds = state.Seconds,
        Best = Leaderboard.Latest(state) is { } latest ? new BoardRows(state).Of(latest).First().Value : null,
        Winner = Leaderboard.WinnerOf(state),
    };
}
