using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Search.Experiments;
using Search.Grains.Interfaces;
using Search.Store;
using Search.Store.Home;

namespace Search.Client.Acting;

/// <summary>Acts through the gateway of the process that owns the home folder. Loads the Orleans client: use it behind <see cref="ExperimentActors"/> only.</summary>
internal sealed class GatewayActor : IExperimentActor
{
    /// <summary>A machine under full load answers late.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15), Beat = TimeSpan.FromMilliseconds(100);

    private readonly IHost host;
    private readonly Gateway gateway;

    private GatewayActor(IHost host, Gateway gateway) => (this.host, this.gateway) = (host, gateway);

    public bool IsLive => true;

    /// <summary>Connects; the handshake refuses whoever does not know the cluster id. Null when the owner left before it answered.</summary>
    /// <exception cref="CommandException">The owner lives and does not answer, or not to us.</exception>
    public static async Task<GatewayActor?> ConnectAsync(CommandContext context, Gateway gateway, CancellationToken cancellationToken)
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
        return new GatewayActor(host, gateway);
    }

    public Task<ActionReply> PauseAsync(string experiment, CancellationToken cancellationToken) =>
        ActAsync(experiment, grain => grain.PauseAsync(null, cancellationToken));

    public Task<ActionReply> CancelAsync(string experiment, CancellationToken cancellationToken) =>
        ActAsync(experiment, grain => grain.CancelAsync(cancellationToken));

    public Task<ActionReply> ExtendAsync(string experiment, int trials, CancellationToken cancellationToken) =>
        ActAsync(experiment, grain => grain.ExtendAsync(trials, cancellationToken));

    public Task<ActionReply> WidenAsync(string experiment, SpaceWidened to, int trials, CancellationToken cancellationToken)
    {
        var widened = EventJson.Write(to);
        return ActAsync(experiment, grain => grain.WidenAsync(widened, trials, cancellationToken));
    }

    public Task<ActionReply> RetryFailedAsync(string experiment, CancellationToken cancellationToken) =>
        ActAsync(experiment, grain => grain.RetryFailedAsync(cancellationToken));

    public Task<ActionReply> StopTrialAsync(string experiment, int trial, CancellationToken cancellationToken) =>
        ActAsync(experiment, grain => grain.StopTrialAsync(trial, cancellationToken));

    /// <summary>Creates an experiment in the owner; made twice from the same row it is one.</summary>
    public Task<ActionReply> CreateAsync(string experiment, byte[] created, CancellationToken cancellationToken) =>
        ActAsync(experiment, grain => grain.CreateAsync(created, cancellationToken));

    /// <summary>Sets an experiment going in the owner; asked for twice, it goes on undisturbed.</summary>
    public Task<ActionReply> RunAsync(string experiment, CancellationToken cancellationToken) =>
        ActAsync(experiment, grain => grain.RunAsync(slots: 0, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
    }

    private async Task<ActionReply> ActAsync(string id, Func<IExperimentGrain, Task<CommandReply>> act)
    {
        var reply = await GuardedAsync(id, () => act(Experiment(id)));
        return new(reply.Refusal, reply.Count);
    }

    private IExperimentGrain Experiment(string id) => host.Services.GetRequiredService<IGrainFactory>().GetGrain<IExperimentGrain>(id);

    private async Task<T> GuardedAsync<T>(string id, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (failure is JournalUnavailableException or StoreUnavailableException or CorruptExperimentException)
        {
            throw CommandException.Failed(failure.Message);
        }
        catch (Exception failure) when (failure is OrleansException or TimeoutException)
        {
            throw CommandException.Unreachable($"The process that owns the home folder ({gateway.ProcessId}) did not answer ({failure.Message}); search show {id} tells whether it was done.");
        }
    }
}
