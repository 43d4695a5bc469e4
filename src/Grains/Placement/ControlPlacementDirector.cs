using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;
using Search.Grains.Interfaces;

namespace Search.Grains.Placement;

/// <summary>Chooses among the silos that do not only train, by the grain's hash.</summary>
internal sealed class ControlPlacementDirector(ISiloMetadataCache metadata) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        SiloAddress[] all = context.GetCompatibleSilos(target);
        SiloAddress[] control = [.. all.Where(silo => metadata.GetSiloMetadata(silo).Metadata.GetValueOrDefault(GrainsHosting.TrainsOnly) != bool.TrueString)];
        return control.Length > 0
            ? Task.FromResult(control[(int)(target.GrainIdentity.GetUniformHashCode() % (uint)control.Length)])
            : throw new SlotUnavailableException("No silo of the cluster decides: start one with the role control or both.");
    }
}
