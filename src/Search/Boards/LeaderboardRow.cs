using Search.Experiments;
using Search.Spaces;

namespace Search.Boards;

/// <summary>One trial on a leaderboard. Values have the user's sign.</summary>
public record LeaderboardRow
{
    /// <summary>Rank from 1 within its stage and data size; null while it has no value, and when it failed.</summary>
    public required int? Rank { get; init; }

    /// <summary>The trial's number.</summary>
    public required int Trial { get; init; }

    /// <summary>The trial it comes from; null for none.</summary>
    public required int? Parent { get; init; }

    /// <summary>What it is for.</summary>
    public required TrialRole Role { get; init; }

    /// <summary>Number of the repeat; 0 while searching.</summary>
    public required int Repeat { get; init; }

    /// <summary>The run seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Its stage; a stage's second round is <c>joint#2</c>.</summary>
    public required string Stage { get; init; }

    /// <summary>Where it stands.</summary>
    public required TrialState State { get; init; }

    /// <summary>The objective after its last finished epoch, never its best; null when there is none or it is not finite.</summary>
    public required double? Value { get; init; }

    /// <summary>95 % interval of the value, low and high: Student's over its fresh-seed repeats, else Wilson's for an accuracy; null where there is none.</summary>
    public required IReadOnlyList<double>? Ci95 { get; init; }

    /// <summary>Its value on the test split; null when it was not scored there.</summary>
    public required TestColumn? Test { get; init; }

    /// <summary>True when McNemar's test cannot tell it from the row above (p &gt; 0.05); null when they were not compared.</summary>
    public required bool? Tied { get; init; }

    /// <summary>Finished epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>Number of training images.</summary>
    public required int TrainImages { get; init; }

    /// <summary>All its hyperparameters.</summary>
    public required Configuration Configuration { get; init; }

    /// <summary>Why it stands where it stands; null before the first decision.</summary>
    public required string? Reason { get; init; }

    /// <summary>Attempts started.</summary>
    public required int Attempts { get; init; }

    /// <summary>False once it crossed a numerics fingerprint or two attempts differed.</summary>
    public required bool Exact { get; init; }

    /// <summary>Slot seconds over all its epochs.</summary>
    public required double Seconds { get; init; }

    /// <summary>The device of its newest attempt; null before the first.</summary>
    public required string? Device { get; init; }

    /// <summary>The values of all objectives after its last finished epoch, in their order; all null when one of them is not known.</summary>
    public required IReadOnlyList<double?> Values { get; init; }
}
