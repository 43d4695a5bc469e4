using Search.Store.Home;

namespace Search.Client.Acting;

/// <summary>Chooses who carries an action out.</summary>
internal static class ExperimentActors
{
    /// <summary>An owner holds the lock some seconds before its gateway is up.</summary>
    private static readonly TimeSpan StartUp = TimeSpan.FromSeconds(10), Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>The journal's actor when the home folder is free, else its owner's.</summary>
    /// <exception cref="CommandException">There is an owner, but it cannot be reached.</exception>
    public static async Task<IExperimentActor> OpenAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var started = context.Terminal.Time.GetTimestamp();
        while (true)
        {
            if (HomeLock.TryAcquire(context.Home) is { } held)
                return new JournalActor(held, context.Library.Store, context.Terminal.Time);
            if (GatewayFile.Read(context.Home) is { } gateway)
                return await ConnectAsync(gateway, cancellationToken);
            if (context.Terminal.Time.GetElapsedTime(started) > StartUp)
                throw CommandException.Unreachable($"Another process owns {context.Home.Root}, but names no gateway: it is starting or ending; try again.");
            await Task.Delay(Pause, context.Terminal.Time, cancellationToken);
        }
    }

    // A method of its own: only its caller's path loads the Orleans client.
    private static async Task<IExperimentActor> ConnectAsync(Gateway gateway, CancellationToken cancellationToken) =>
        await GatewayActor.ConnectAsync(gateway, cancellationToken);
}
