namespace Search.Grains.Interfaces;

/// <summary>One attempt of a trial.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Attempt">The attempt.</param>
[GenerateSerializer, Immutable, Alias("search.run-key")]
public readonly record struct RunKey([property: Id(0)] int Trial, [property: Id(1)] int Attempt);
