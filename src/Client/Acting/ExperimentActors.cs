using Search.Store.Home;

namespace Search.Client.Acting;

/// <summary>Chooses who carries an action out.</summary>
internal static class ExperimentActors
{
    /// <summary>The journal's actor when the home folder is free, else its owner's.</summary>
    /// <exception cref="CommandException">There is an owner, but it cannot be reached.</exception>
    public static async Task<IExperimentActor> OpenAsync(CommandContext context, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (held, owner) = await HomeOwnership.FindAsync(context, cancellationToken);
            if (held is not null)
                return new JournalActor(held, context.Library.Store, context.Terminal.Time);
            if (await ConnectAsync(context, owner!, cancellationToken) is { } actor)
                return actor;
        }
    }

    // A method of its own: only its caller's path loads the Orleans client.
    private static async Task<IExperimentActor?> ConnectAsync(CommandContext context, Gateway gateway, CancellationToken cancellationToken) =>
        await GatewayActor.ConnectAsync(context, gateway, cancellationToken);
}
