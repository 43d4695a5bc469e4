namespace Search.Grains.Interfaces;

/// <summary>The answer to a command.</summary>
/// <param name="Refusal">Why it was not done, as a sentence; null when it was.</param>
/// <param name="Count">How many it concerned, where that has a meaning.</param>
[GenerateSerializer, Immutable, Alias("search.command-reply")]
public sealed record CommandReply([property: Id(0)] string? Refusal = null, [property: Id(1)] int Count = 0)
{
    /// <summary>It was done.</summary>
    public static CommandReply Done { get; } = new();
}
