namespace Search.Grains.Interfaces;

/// <summary>What an attempt is told in answer to a report.</summary>
/// <param name="GoOn">True to go on training, false to end now.</param>
/// <param name="Target">The epoch up to which it may run before it has to wait for a decision.</param>
/// <param name="From">The first epoch that is missing before those reported: nothing was taken, and all from there are to be sent again. 0 when none is.</param>
[GenerateSerializer, Immutable, Alias("search.trial-instruction")]
public sealed record TrialInstruction([property: Id(0)] bool GoOn, [property: Id(1)] int Target, [property: Id(2)] int From = 0);
