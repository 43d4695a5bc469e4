using System.Net;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Search.Store.Home;

namespace Search.Client.Acting;

/// <summary>Connects to the process that owns the home folder. Loads the Orleans client.</summary>
internal static class GatewayConnection
{
    /// <summary>A machine under full load answers late.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15), Beat = TimeSpan.FromMilliseconds(100);

    /// <summary>Connects; the handshake refuses whoever does not know the cluster id. Null when the owner left before it answered.</summary>
    /// <exception cref="CommandException">The owner lives and does not answer, or not to us.</exception>
    public static async Task<GrainActor?> ConnectAsync(CommandContext context, Gateway gateway, CancellationToken cancellationToken)
    {
        if (!IPEndPoint.TryParse(gateway.Address, out var address))
            throw CommandException.Unreachable($"The gateway file names \"{gateway.Address}\", which is not host and port: end process {gateway.ProcessId} and try again.");
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleansClient(client =>
        {
            client.UseStaticClustering(address);
            client.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (gateway.ClusterId, "search"));
        });
        var host = builder.Build();
        try
        {
            // A gateway that closes while we knock may leave us without any answer: its file tells sooner.
            var starting = host.StartAsync(cancellationToken);
            var started = context.Terminal.Time.GetTimestamp();
            while (await Task.WhenAny(starting, Task.Delay(Beat, context.Terminal.Time, cancellationToken)) != starting)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!HomeOwnership.IsOwner(context.Home, gateway))
                {
                    host.Dispose();
                    return null;
                }
                if (context.Terminal.Time.GetElapsedTime(started) > Patience)
                    throw new TimeoutException("the operation has timed out");
            }
            await starting;
        }
        catch (Exception failure) when (failure is OrleansException or TimeoutException or IOException)
        {
            host.Dispose();
            if (!HomeOwnership.IsOwner(context.Home, gateway))
                return null;
            throw CommandException.Unreachable(
                $"The process that owns the home folder ({gateway.ProcessId}, gateway {gateway.Address}) does not answer or refuses this one ({failure.Message}): try again, or end it.");
        }
        return new GrainActor(host, $"The process that owns the home folder ({gateway.ProcessId})", context.Terminal.Time, patience: TimeSpan.Zero);
    }
}
