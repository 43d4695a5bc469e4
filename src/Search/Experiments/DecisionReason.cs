namespace Search.Experiments;

/// <summary>Why a decision was taken; kept in the journal for "why was this trial stopped?".</summary>
/// <param name="Text">One clause for a person, without the numbers that follow.</param>
public sealed record DecisionReason(string Text)
{
    /// <summary>The epoch of the rung at which the trial was compared; null when it was not.</summary>
    public int? Rung { get; init; }

    /// <summary>The trial's rank there, from 1.</summary>
    public int? Rank { get; init; }

    /// <summary>Number of trials compared.</summary>
    public int? Of { get; init; }

    /// <summary>The worst internal value that would have gone on; null when nobody would.</summary>
    public double? CutOff { get; init; }

    /// <summary>The reason as one line: "rank 7 of 21 at epoch 3, cut-off 0.412: waits".</summary>
    public string Describe(ObjectiveSpec objective) => Rung is { } rung
        ? FormattableString.Invariant($"rank {Rank} of {Of} at epoch {rung}{(CutOff is { } cut ? $", cut-off {objective.ToUser(cut):0.####}" : "")}: {Text}")
        : Text;
}
