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
        var started = context.Terminal.Time.GetTimestamp();
        while (true)
        {
            var host = Build(cluster);
            try
            {
                await host.StartAsync(cancellationToken);
                return new GrainActor(host, $"The cluster {cluster}", context.Terminal.Time, Patience);
            }
            // On a busy machine a silo may be too slow for the runtime, which then gives the connection up by itself.
            catch (Exception failure) when (failure is OrleansException or TimeoutException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                host.Dispose();
                if (context.Terminal.Time.GetElapsedTime(started) > Patience)
                    throw CommandException.Unreachable($"No silo of {cluster} answers ({failure.Message}): start one with search silo --cluster {cluster}, or wait for those that start.");
                await Task.Delay(Pause, context.Terminal.Time, cancellationToken);
            }
            catch
            {
                host.Dispose();
                throw;
            }
        }
    }

    private static IHost Build(ClusterAddress cluster)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        try
        {
            builder.UseOrleansClient(client => ClusterJoining.Join(client, cluster));
        }
        catch (NotSupportedException failure)
        {
            throw CommandException.Usage(failure.Message);
        }
        return builder.Build();
    }
}
