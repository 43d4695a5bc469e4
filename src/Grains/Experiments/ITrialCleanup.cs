namespace Search.Grains.Experiments;

/// <summary>Told when a trial's checkpoints are no longer needed, or no longer afforded.</summary>
public interface ITrialCleanup
{
    /// <summary>Removes the checkpoints of an attempt and of all before it. Returns at once; may be called again.</summary>
    /// <remarks>Those of later attempts stay: the trial may have been started again before the removal gets its turn.</remarks>
    /// <param name="experiment">The experiment's identifier.</param>
    /// <param name="trial">The trial's number.</param>
    /// <param name="attempt">The newest attempt that needs them no more.</param>
    void DropCheckpoints(string experiment, int trial, int attempt);
}
