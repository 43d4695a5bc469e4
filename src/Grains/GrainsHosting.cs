using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Search.Grains.Experiments;
using Search.Grains.Placement;

namespace Search.Grains;

/// <summary>Registers what the grains need on a silo.</summary>
public static class GrainsHosting
{
    /// <summary>Name of the grain storage that the list of running experiments is kept in; the host's to register, in a cluster.</summary>
    public const string Storage = RosterGrain.Storage;

    /// <summary>The metadata by which a silo that only trains is known.</summary>
    internal const string TrainsOnly = "search.trainsOnly";

    /// <summary>Adds the placements of the grains. The store, the training host and the storage alarm are the host's to register.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="leases">When attempts count as lost.</param>
    /// <param name="trainsOnly">True for a silo on which no experiment lives.</param>
    public static ISiloBuilder AddSearchGrains(this ISiloBuilder silo, LeaseOptions leases, bool trainsOnly)
    {
        silo.UseSiloMetadata(new Dictionary<string, string> { [TrainsOnly] = trainsOnly.ToString() });
        silo.Services.AddSingleton(TimeProvider.System);
        silo.Services.AddSingleton(leases);
        silo.Services.AddSingleton<SiloPresence>();
        silo.AddPlacementDirector<ControlPlacement, ControlPlacementDirector>();
        return silo.AddPlacementDirector<PinnedPlacement, PinnedPlacementDirector>();
    }
}
