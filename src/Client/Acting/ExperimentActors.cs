using Search.Store.Cluster;
using Search.Store.Home;

namespace Search.Client.Acting;

/// <summary>Chooses who carries an action out.</summary>
internal static class ExperimentActors
{
    /// <summary>The cluster's; without one the journal's when the home folder is free, else its owner's.</summary>
    /// <exception cref="CommandException">There is a cluster or an owner, but it cannot be reached.</exception>
    public static async Task<IExperimentActor> OpenAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Cluster is { } cluster)
            return await ConnectAsync(context, cluster, cancellationToken);
        while (true)
        {
            var (held, owner) = await HomeOwnership.FindAsync(context, cancellationToken);
            if (held is not null)
                return new JournalActor(held, context.Library.Store, context.Terminal.Time);
            if (await ConnectAsync(context, owner!, cancellationToken) is { } actor)
                return actor;
        }
    }

    // Methods of their own: only their callers' paths load the Orleans client.
    private static async Task<IExperimentActor?> ConnectAsync(CommandContext context, Gateway gateway, CancellationToken cancellationToken) =>
        await GatewayConnection.ConnectAsync(context, gateway, cancellationToken);

    private static async Task<IExperimentActor> ConnectAsync(CommandContext context, ClusterAddress cluster, CancellationToken cancellationToken) =>
        await ClusterConnection.ConnectAsync(context, cluster, cancellationToken);
}
