using Microsoft.Extensions.DependencyInjection;
using Search.Grains.Placement;

namespace Search.Grains;

/// <summary>Registers what the grains need on a silo.</summary>
public static class GrainsHosting
{
    /// <summary>Adds the pinned placement of trials. The store, the training host and the storage alarm are the host's to register.</summary>
    public static ISiloBuilder AddSearchGrains(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton(TimeProvider.System);
        return silo.AddPlacementDirector<PinnedPlacement, PinnedPlacementDirector>();
    }
}
