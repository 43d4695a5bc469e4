using Microsoft.Extensions.Hosting;
using Search.Silo.Hosting;
using Search.Store.Cluster;

namespace Search.Client.Acting;

/// <summary>Connects to a cluster. Loads the Orleans client and the cluster's membership provider.</summary>
internal static class ClusterConnection
{
    /// <summary>Silos that have just been killed stay listed for some seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20), Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Connects to any of its silos.</summary>
    /// <exception cref="CommandException">None answers.</exception>
    public static async Task<GrainActor> ConnectAsync(CommandContext context, ClusterAddress cluster, CancellationToken cancellationToken)
    {
        // Asked first, for its sentence: the runtime would only say that it found no silo.
        await context.Library.ListAsync(cancellationToken);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var started = context.Terminal.Time.GetTimestamp();
        builder.UseOrleansClient(client =>
        {
            ClusterJoining.Join(client, cluster);
            client.UseConnectionRetryFilter(async (_, stop) =>
            {
                if (context.Terminal.Time.GetElapsedTime(started) > Patience)
                    return false;
                await Task.Delay(Pause, context.Terminal.Time, stop);
                return true;
            });
        });
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is OrleansException or TimeoutException or IOException)
        {
            host.Dispose();
            throw CommandException.Unreachable($"No silo of {cluster} answers ({failure.Message}): start one with search silo --cluster {cluster}, or wait for those that start.");
        }
        catch
        {
            host.Dispose();
            throw;
        }
        return new GrainActor(host, $"The cluster {cluster}", context.Terminal.Time, Patience);
    }
}
