using Search.Experiments;
using Search.Silo.Hosting;
using Search.Silo.Training;
using Search.Store.Home;
using Search.Store.Sqlite;
using Search.Training.Hardware;

namespace Search.Client.Owner;

/// <summary>A running silo on a home folder that this process owns, with a gateway for other processes.</summary>
internal sealed class OwnerSession : IAsyncDisposable
{
    private readonly HomeFolder home;
    private readonly HomeLock ownership;
    private readonly TrainingSource source;

    private OwnerSession(HomeFolder home, HomeLock ownership, SqliteExperimentStore store, TrainingSource source, EmbeddedSilo silo, int slots) =>
        (this.home, this.ownership, Store, this.source, Silo, Slots) = (home, ownership, store, source, silo, slots);

    public SqliteExperimentStore Store { get; }

    public EmbeddedSilo Silo { get; }

    /// <summary>Number of its slots.</summary>
    public int Slots { get; }

    /// <summary>Starts the silo; takes over the lock.</summary>
    public static async Task<OwnerSession> StartAsync(HomeFolder home, HomeLock ownership, OwnerOptions options, CancellationToken cancellationToken)
    {
        var devices = Devices.Discover();
        if (options.Slots is { } wanted)
            devices = devices[0].IsGpu ? [.. devices.Take(wanted)] : [.. Enumerable.Range(0, wanted).Select(Devices.Cpu)];
        var store = new SqliteExperimentStore(home.Experiments);
        var source = new TrainingSource(home, devices, TimeProvider.System);
        // The secret is the cluster id: the gateway's handshake turns away whoever does not know it.
        var secret = Gateway.NewClusterId();
        var silo = await EmbeddedSilo.StartAsync(new EmbeddedSiloOptions
        {
            Devices = [.. devices.Select(device => device.Name)],
            ClusterId = secret,
            Gateway = true,
            MetricsPort = options.MetricsPort,
            LogFile = Path.Combine(home.Root, "search.log"),
            Home = home,
        }, store, source, cancellationToken);
        GatewayFile.Write(home, new Gateway(silo.Gateway!.ToString(), secret, Environment.ProcessId));
        return new OwnerSession(home, ownership, store, source, silo, devices.Count);
    }

    /// <summary>Follows an experiment until it rests, storage fails or a signal arrives.</summary>
    public async Task<RestReason> WaitAsync(string id, CancellationToken signal)
    {
        var experiment = Silo.Experiment(id);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var asked = false;
        while (true)
        {
            if (Silo.Alarm.Raised.IsCompleted)
                return new RestReason(ExperimentStatus.Paused, (await Silo.Alarm.Raised).Message, Signalled: false, StorageFailed: true);
            var status = await experiment.StatusAsync(CancellationToken.None);
            if (status.Status != "running" && status.Running == 0)
                return new RestReason(Enum.Parse<ExperimentStatus>(status.Status, ignoreCase: true), status.Reason, asked, StorageFailed: false);
            if (signal.IsCancellationRequested && !asked)
            {
                asked = true;
                await experiment.PauseAsync(null, CancellationToken.None);
            }
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        GatewayFile.Delete(home);
        await Silo.DisposeAsync();
        source.Dispose();
        await Store.DisposeAsync();
        ownership.Dispose();
    }
}
