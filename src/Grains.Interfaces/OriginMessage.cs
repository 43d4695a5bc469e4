namespace Search.Grains.Interfaces;

/// <summary>A part of a fork's training that it took over from another trial.</summary>
[GenerateSerializer, Immutable, Alias("search.origin")]
public sealed record OriginMessage
{
    /// <summary>The other trial's number; -1 where it belongs to an earlier experiment and has left nothing here but its configuration.</summary>
    [Id(0)] public required int Trial { get; init; }

    /// <summary>Its configuration as UTF-8 JSON.</summary>
    [Id(1)] public required byte[] Configuration { get; init; }

    /// <summary>The last epoch taken over.</summary>
    [Id(2)] public required int Epoch { get; init; }
}
