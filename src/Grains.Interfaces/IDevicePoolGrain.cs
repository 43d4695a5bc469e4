using Orleans.Concurrency;

namespace Search.Grains.Interfaces;

/// <summary>Proposes which experiment gets which slot. Soft state: rebuilt from what silos announce and experiments ask for. The key is 0.</summary>
[Alias("search.device-pool")]
public interface IDevicePoolGrain : IGrainWithIntegerKey
{
    /// <summary>A silo's slots, and who holds them; repeated from time to time.</summary>
    [AlwaysInterleave, Alias("announce")]
    Task AnnounceAsync(SlotAnnouncement announcement, CancellationToken cancellationToken);

    /// <summary>An experiment could use so many slots more than it has; 0 takes the wish back.</summary>
    [AlwaysInterleave, Alias("demand")]
    Task DemandAsync(SlotDemand demand, CancellationToken cancellationToken);

    /// <summary>An experiment needs the slot no longer, or could not use it; nothing happens when the grant is not current.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="refused">True when the silo refused it: the slot is then lent to nobody before its silo's next announcement.</param>
    /// <param name="cancellationToken">Gives up.</param>
    [AlwaysInterleave, Alias("release")]
    Task ReleaseAsync(SlotGrant grant, bool refused, CancellationToken cancellationToken);

    /// <summary>Number of slots of all silos.</summary>
    [AlwaysInterleave, Alias("slots")]
    Task<int> SlotsAsync(CancellationToken cancellationToken);

    /// <summary>Experiments that hold a slot or want one.</summary>
    [AlwaysInterleave, Alias("experiments")]
    Task<string[]> ExperimentsAsync(CancellationToken cancellationToken);
}
