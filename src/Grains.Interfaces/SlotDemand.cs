namespace Search.Grains.Interfaces;

/// <summary>How many slots an experiment could use beyond those it holds.</summary>
[GenerateSerializer, Immutable, Alias("search.slot-demand")]
public sealed record SlotDemand
{
    /// <summary>The experiment.</summary>
    [Id(0)] public required string Experiment { get; init; }

    /// <summary>Further slots wanted.</summary>
    [Id(1)] public required int Wanted { get; init; }

    /// <summary>Higher goes first.</summary>
    [Id(2)] public required int Priority { get; init; }

    /// <summary>Share among experiments of equal priority.</summary>
    [Id(3)] public required double Weight { get; init; }

    /// <summary><c>any</c>, <c>cpu</c> or <c>cuda</c>.</summary>
    [Id(4)] public required string Device { get; init; }
}
