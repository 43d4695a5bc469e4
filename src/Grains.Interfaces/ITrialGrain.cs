using Orleans.Concurrency;

namespace Search.Grains.Interfaces;

/// <summary>One attempt of a trial on one slot; lives on the silo its key names (see <see cref="TrialKey"/>). Holds nothing durable.</summary>
[Alias("search.trial")]
public interface ITrialGrain : IGrainWithStringKey
{
    /// <summary>Starts the attempt on its slot; a repeated call changes nothing. Returns at once.</summary>
    /// <returns>A refusal when the slot is another's.</returns>
    [AlwaysInterleave, Alias("start")]
    Task<CommandReply> StartAsync(TrialAssignment assignment, CancellationToken cancellationToken);

    /// <summary>Asks the attempt to write a checkpoint and end (or, with <paramref name="abandon"/>, to end at once).</summary>
    [AlwaysInterleave, Alias("stop")]
    Task StopAsync(bool abandon, CancellationToken cancellationToken);
}
