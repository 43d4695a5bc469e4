using Search.Client.Experiments;
using Search.Store.Home;

namespace Search.Client.Acting;

/// <summary>Finds out who acts in a home folder: this process, by taking the lock, or the one that holds it, through its gateway.</summary>
internal static class HomeOwnership
{
    /// <summary>An owner holds the lock some seconds before its gateway is up, and some after it is closed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Takes the lock, or finds the gateway of the living process that holds it: one of the two is not null.</summary>
    /// <exception cref="CommandException">There is an owner, but it names no gateway.</exception>
    public static async Task<(HomeLock? Held, Gateway? Owner)> FindAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var started = context.Terminal.Time.GetTimestamp();
        while (true)
        {
            if (HomeLock.TryAcquire(context.Home) is { } held)
                return (held, null);
            // A killed owner leaves its file; the next one holds the lock before it writes its own.
            if (Liveness.Owner(context.Home) is { } owner)
                return (null, owner);
            if (context.Terminal.Time.GetElapsedTime(started) > Patience)
                throw CommandException.Unreachable(
                    $"Another process owns {context.Home.Root}, but names no gateway: it is starting (perhaps it still decodes images) or ending; try again in a moment.");
            await Task.Delay(Pause, context.Terminal.Time, cancellationToken);
        }
    }

    /// <summary>True while the gateway is the living owner's; an owner that leaves takes its name down before it closes.</summary>
    public static bool IsOwner(HomeFolder home, Gateway gateway) => Liveness.Owner(home) == gateway;
}
