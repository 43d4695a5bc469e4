using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Search.Grains.Interfaces;
using Search.Store.Home;
using Search.Store.Sqlite;

namespace Search.Client.Owner;

/// <summary>Acts through the process that owns the home folder, over its loopback gateway.</summary>
internal static class RemoteOwner
{
    /// <summary>Creates (when <paramref name="created"/> is given) and runs an experiment there, and shows it until it rests.</summary>
    public static async Task<int> RunAsync(HomeFolder home, OwnerConsole console, string id, byte[]? created, CancellationToken cancellationToken)
    {
        if (GatewayFile.Read(home) is not { } gateway)
        {
            await console.Error.WriteLineAsync($"Another process owns {home.Root} but is not up yet: try again in a moment.");
            return ExitCodes.Unreachable;
        }
        using var host = Client(gateway);
        await host.StartAsync(cancellationToken);
        var experiment = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IExperimentGrain>(id);
        var refusal = created is null ? null : (await experiment.CreateAsync(created, cancellationToken)).Refusal;
        refusal ??= (await experiment.RunAsync(0, cancellationToken)).Refusal;
        if (refusal is not null)
        {
            await console.Error.WriteLineAsync(refusal);
            return ExitCodes.Failed;
        }
        await console.Progress.WriteLineAsync($"{id} runs in process {gateway.ProcessId}, which owns {home.Root}; it goes on there when this one ends.");
        await using var store = new SqliteExperimentStore(home.Experiments);
        await console.Watch(store, id, cancellationToken);
        await host.StopAsync(CancellationToken.None);
        return ExitCodes.Done;
    }

    /// <summary>A client of the owner's gateway; not yet connected.</summary>
    public static IHost Client(Gateway gateway)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.UseOrleansClient(client =>
        {
            client.UseStaticClustering(IPEndPoint.Parse(gateway.Address));
            client.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (gateway.ClusterId, "search"));
        });
        return builder.Build();
    }
}
