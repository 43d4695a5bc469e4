namespace Search.Client.Commands;

/// <summary>Runs experiments in this process: takes the home folder's lock, starts an embedded silo, shows the way to the end.</summary>
/// <remarks>
/// Every method returns the process's exit code. The token is cancelled by Ctrl-C, SIGTERM and SIGHUP: the experiment is then paused cleanly, the line
/// that resumes it is printed, and the code is <see cref="ExitCode.Interrupted"/>. A mistake in the input is a <see cref="CommandException"/>.
/// </remarks>
internal interface IOwner
{
    /// <summary>Launches a search.</summary>
    Task<int> LaunchAsync(LaunchOptions options, CancellationToken cancellationToken);

    /// <summary>Trains one configuration.</summary>
    Task<int> TrainAsync(TrainOptions options, CancellationToken cancellationToken);

    /// <summary>Goes on with a search that is not over.</summary>
    Task<int> ResumeAsync(ResumeOptions options, CancellationToken cancellationToken);

    /// <summary>Makes a small data set and runs a whole search on it, afresh.</summary>
    Task<int> DemoAsync(DemoOptions options, CancellationToken cancellationToken);

    /// <summary>Runs a silo of a cluster in this process until a signal ends it.</summary>
    /// <param name="settings">Its settings by name, as in the section Search of a silo's configuration; they go before its environment.</param>
    Task<int> SiloAsync(IReadOnlyDictionary<string, string> settings);
}
