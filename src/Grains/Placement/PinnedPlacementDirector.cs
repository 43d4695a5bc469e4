using Orleans.Runtime.Placement;
using Search.Grains.Interfaces;

namespace Search.Grains.Placement;

/// <summary>Finds the silo that a trial's key names, in exactly that generation: a start that is sent again after a restart cannot run twice.</summary>
internal sealed class PinnedPlacementDirector(IClusterMembershipService membership) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var key = TrialKey.Parse(target.GrainIdentity.Key.ToString()!);
        foreach (var member in membership.CurrentSnapshot.Members.Values)
            if (member.Name == key.Silo && member.SiloAddress.Generation == key.Generation && member.Status == SiloStatus.Active)
                return Task.FromResult(member.SiloAddress);
        throw new SlotUnavailableException($"Silo {key.Silo} (generation {key.Generation}) is not in the cluster.");
    }
}
