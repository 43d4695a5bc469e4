using Search.Experiments;

namespace Search.Client.Acting;

/// <summary>Changes experiments: through the process that owns the home folder, or, when nobody does, in the journal itself.</summary>
internal interface IExperimentActor : IAsyncDisposable
{
    /// <summary>True when the owner carries it out at once; false when it takes effect as the experiment is resumed.</summary>
    bool IsLive { get; }

    Task<ActionReply> PauseAsync(string experiment, CancellationToken cancellationToken);

    Task<ActionReply> CancelAsync(string experiment, CancellationToken cancellationToken);

    Task<ActionReply> ExtendAsync(string experiment, int trials, CancellationToken cancellationToken);

    /// <summary>Widens the space, and adds trials where that is asked for.</summary>
    Task<ActionReply> WidenAsync(string experiment, SpaceWidened to, int trials, CancellationToken cancellationToken);

    Task<ActionReply> RetryFailedAsync(string experiment, CancellationToken cancellationToken);

    Task<ActionReply> StopTrialAsync(string experiment, int trial, CancellationToken cancellationToken);
}
