namespace Search.Grains.Interfaces;

/// <summary>One attempt to run.</summary>
[GenerateSerializer, Immutable, Alias("search.trial-assignment")]
public sealed record TrialAssignment
{
    /// <summary>The slot and the grant under which it is used.</summary>
    [Id(0)] public required SlotGrant Grant { get; init; }

    /// <summary>The trial's number.</summary>
    [Id(1)] public required int Trial { get; init; }

    /// <summary>The attempt's number.</summary>
    [Id(2)] public required int Attempt { get; init; }

    /// <summary>The configuration as UTF-8 JSON.</summary>
    [Id(3)] public required byte[] Configuration { get; init; }

    /// <summary>Seeds the run.</summary>
    [Id(4)] public required ulong RunSeed { get; init; }

    /// <summary>Number of training images.</summary>
    [Id(5)] public required int TrainImages { get; init; }

    /// <summary>Number of validation images.</summary>
    [Id(6)] public required int ValidImages { get; init; }

    /// <summary>Length of the schedule in epochs.</summary>
    [Id(7)] public required int Epochs { get; init; }

    /// <summary>The last epoch whose measurement is durable.</summary>
    [Id(8)] public required int KnownEpoch { get; init; }

    /// <summary>True when the last epoch is scored on the test split.</summary>
    [Id(9)] public required bool ScoreTest { get; init; }

    /// <summary>Longest time the attempt may take; null for no limit.</summary>
    [Id(10)] public required TimeSpan? Timeout { get; init; }

    /// <summary>The repeat number that gave the run seed, for the run's own sweep file.</summary>
    [Id(11)] public required int Repeat { get; init; }

    /// <summary>The epoch up to which it may run before it has to wait for a decision.</summary>
    [Id(12)] public required int Target { get; init; }

    /// <summary>What a fork has taken over, oldest first; null for a fresh start.</summary>
    [Id(13)] public OriginMessage[]? Origins { get; init; }

    /// <summary>Epochs between the checkpoints that are kept because others may fork from them; 0 for none.</summary>
    [Id(14)] public int ForkInterval { get; init; }
}
