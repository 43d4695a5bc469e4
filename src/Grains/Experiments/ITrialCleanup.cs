namespace Search.Grains.Experiments;

/// <summary>Told when a trial can neither resume nor be promoted: its checkpoints are no longer needed.</summary>
public interface ITrialCleanup
{
    /// <summary>Removes what the trial needed only to go on. Returns at once; may be called again.</summary>
    /// <param name="experiment">The experiment's identifier.</param>
    /// <param name="trial">The trial's number.</param>
    void TrialOver(string experiment, int trial);
}
