namespace Search.Silo.Training;

/// <summary>The slots of a silo.</summary>
public sealed class SlotOptions
{
    /// <summary>Names such as <c>cpu0</c>, <c>cpu1</c> or <c>cuda0</c>; each gets a thread of its own.</summary>
    public required IReadOnlyList<string> Devices { get; init; }

    /// <summary>How often the pool is told of the slots and of who holds them.</summary>
    public required TimeSpan AnnounceEvery { get; init; }
}
