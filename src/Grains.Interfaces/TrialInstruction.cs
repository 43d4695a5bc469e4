namespace Search.Grains.Interfaces;

/// <summary>What an attempt is told in answer to a report.</summary>
/// <param name="GoOn">True to go on training, false to end now.</param>
/// <param name="Target">The epoch up to which it may run before it has to wait for a decision.</param>
[GenerateSerializer, Immutable, Alias("search.trial-instruction")]
public sealed record TrialInstruction([property: Id(0)] bool GoOn, [property: Id(1)] int Target);
