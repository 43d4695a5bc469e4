namespace Search.Silo.Training;

/// <summary>The slots of a silo.</summary>
public sealed class SlotOptions
{
    /// <summary>Names such as <c>cpu0</c>, <c>cpu1</c> or <c>cuda0</c>; each gets a thread of its own.</summary>
    public required IReadOnlyList<string> Devices { get; init; }

    /// <summary>How often the pool is told of the slots and of who holds them.</summary>
    public TimeSpan AnnounceEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a thread may take to notice that its attempt is to end, before it is taken for hung and left behind: longer than a batch, a
    /// checkpoint, or the two reports that it may wait for while nobody answers.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>The clock of time-outs and of the grace.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
