using Search.Experiments;
using Search.Grains.Interfaces;
using Search.Silo.Hosting;
using Search.Silo.Training;
using Search.Store;
using Search.Store.Home;
using Search.Store.Sqlite;
using Search.Training.Hardware;

namespace Search.Client.Owner;

/// <summary>A running silo on a home folder that this process owns, with a gateway for other processes.</summary>
internal sealed class OwnerSession : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

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
        // A killed owner's: nobody shall knock there while this one starts.
        GatewayFile.Delete(home);
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
        var session = new OwnerSession(home, ownership, store, source, silo, devices.Count);
        try
        {
            GatewayFile.Write(home, new Gateway(silo.Gateway!.ToString(), secret, Environment.ProcessId));
            return session;
        }
        catch (StoreUnavailableException)
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Follows an experiment until it rests, storage fails or a signal arrives.</summary>
    public async Task<RestReason> WaitAsync(string id, CancellationToken signal)
    {
        var experiment = Silo.Experiment(id);
        using var timer = new PeriodicTimer(Beat);
        var asked = false;
        while (true)
        {
            if (Silo.Alarm.TroubleOf(id) is { } trouble)
                return new RestReason(ExperimentStatus.Paused, trouble, StorageFailed: true);
            var status = await experiment.StatusAsync(CancellationToken.None);
            if (status.Status != "running" && status.Running == 0)
                return new RestReason(Enum.Parse<ExperimentStatus>(status.Status, ignoreCase: true), status.Reason, StorageFailed: false);
            if (signal.IsCancellationRequested && !asked)
            {
                asked = true;
                await PauseAsync(experiment);
            }
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>The experiments that hold a slot or want one; those whose journal cannot be written are given up.</summary>
    public async Task<string[]> AtWorkAsync()
    {
        // A slot is given back a moment after its experiment rests.
        using var timer = new PeriodicTimer(Beat);
        await timer.WaitForNextTickAsync(CancellationToken.None);
        return [.. (await Silo.ActiveExperimentsAsync(CancellationToken.None)).Where(id => Silo.Alarm.TroubleOf(id) is null)];
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // First, so that nobody asks a silo that is closing.
            GatewayFile.Delete(home);
        }
        finally
        {
            await Silo.DisposeAsync();
            source.Dispose();
            await Store.DisposeAsync();
            ownership.Dispose();
        }
    }

    private static async Task PauseAsync(IExperimentGrain experiment)
    {
        try
        {
            await experiment.PauseAsync(null, CancellationToken.None);
        }
        catch (JournalUnavailableException)
        {
            // The alarm is raised: the wait ends with its sentence.
        }
    }
}
