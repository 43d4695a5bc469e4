namespace Search.Objectives;

/// <summary>What a running attempt should do at the next batch boundary.</summary>
public enum RunSignal
{
    /// <summary>Go on.</summary>
    Run,

    /// <summary>Write a checkpoint, yield <see cref="RunSuspended"/> and end.</summary>
    Suspend,

    /// <summary>End at once and write nothing: the attempt is no longer wanted.</summary>
    Abandon,
}
