namespace Search.Samplers;

/// <summary>Where a trial stands, as far as a sampler cares.</summary>
public enum PastOutcome
{
    /// <summary>Its result is still to come.</summary>
    Running,

    /// <summary>It waits at a rung and may go on later.</summary>
    Paused,

    /// <summary>It reached its last epoch.</summary>
    Completed,

    /// <summary>Its scheduler or its owner ended it early.</summary>
    Stopped,

    /// <summary>It diverged, collapsed or crashed: its configuration is to be avoided.</summary>
    Failed,
}
