using Search.Client.Commands;

namespace Search.Client.Owner;

/// <summary>Chooses who runs experiments.</summary>
internal static class Owners
{
    /// <summary>The cluster, where one is named; else this process or the owner of the home folder.</summary>
    public static IOwner Of(CommandContext context) => context.Cluster is { } cluster ? new ClusterOwner(context, cluster) : new SearchOwner(context);
}
