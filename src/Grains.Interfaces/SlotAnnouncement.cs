namespace Search.Grains.Interfaces;

/// <summary>The slots of a silo.</summary>
[GenerateSerializer, Immutable, Alias("search.slot-announcement")]
public sealed record SlotAnnouncement
{
    /// <summary>The silo's name.</summary>
    [Id(0)] public required string Silo { get; init; }

    /// <summary>The silo's generation.</summary>
    [Id(1)] public required int Generation { get; init; }

    /// <summary>Its slots, such as <c>cpu0</c>; empty when it drains.</summary>
    [Id(2)] public required string[] Devices { get; init; }

    /// <summary>Grants under which its slots are at work.</summary>
    [Id(3)] public required SlotGrant[] Held { get; init; }

    /// <summary>Time between two announcements.</summary>
    [Id(4)] public required TimeSpan Every { get; init; }
}
