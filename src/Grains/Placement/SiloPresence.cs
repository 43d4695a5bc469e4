namespace Search.Grains.Placement;

/// <summary>Which silos the cluster has given up, as this silo knows it.</summary>
internal sealed class SiloPresence(IClusterMembershipService membership)
{
    /// <summary>Grows with every change of the membership: what was found gone before stays the same until then.</summary>
    public MembershipVersion Version => membership.CurrentSnapshot.Version;

    /// <summary>True when that silo is dead, or was restarted under its name. False for one that is not known (yet).</summary>
    public bool IsGone(string silo, int generation)
    {
        var isDead = false;
        foreach (var member in membership.CurrentSnapshot.Members.Values)
        {
            if (member.Name != silo)
                continue;
            if (member.SiloAddress.Generation > generation)
                return true;
            if (member.SiloAddress.Generation == generation)
                isDead = member.Status == SiloStatus.Dead;
        }
        return isDead;
    }

    /// <summary>True when there was a silo of that name and all of its generations are dead.</summary>
    public bool IsGone(string silo)
    {
        var generations = membership.CurrentSnapshot.Members.Values.Where(member => member.Name == silo).ToArray();
        return generations.Length > 0 && generations.All(member => member.Status == SiloStatus.Dead);
    }
}
