namespace Search.Boards;

/// <summary>One stage of an experiment, planned, under way or done.</summary>
public sealed record StageView
{
    /// <summary>Its label.</summary>
    public required string Stage { get; init; }

    /// <summary><c>planned</c>, <c>running</c> or <c>done</c>.</summary>
    public required string State { get; init; }

    /// <summary>Trials so far.</summary>
    public required int Trials { get; init; }

    /// <summary>Finished epochs.</summary>
    public required long Epochs { get; init; }

    /// <summary>Training images seen, over all epochs.</summary>
    public required long Images { get; init; }

    /// <summary>Slot seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Best value so far, of the largest data and deepest epoch; null before the first.</summary>
    public required double? Best { get; init; }

    /// <summary>What was found, as sentences; empty while it runs.</summary>
    public required IReadOnlyList<string> Findings { get; init; }
}
