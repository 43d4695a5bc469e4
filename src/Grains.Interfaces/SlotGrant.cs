namespace Search.Grains.Interfaces;

/// <summary>A slot lent to an experiment.</summary>
[GenerateSerializer, Immutable, Alias("search.slot-grant")]
public sealed record SlotGrant
{
    /// <summary>Unique for ever; the silo refuses a second grant while this one holds the slot.</summary>
    [Id(0)] public required Guid Grant { get; init; }

    /// <summary>The silo's name.</summary>
    [Id(1)] public required string Silo { get; init; }

    /// <summary>The silo's generation: a restarted silo has another.</summary>
    [Id(2)] public required int Generation { get; init; }

    /// <summary>The device slot on it, such as <c>cpu0</c> or <c>cuda1</c>.</summary>
    [Id(3)] public required string Device { get; init; }

    /// <summary>The experiment it is lent to.</summary>
    [Id(4)] public required string Experiment { get; init; }

    /// <summary>"silo/device", as journals and boards show it.</summary>
    public string Slot => $"{Silo}/{Device}";
}
