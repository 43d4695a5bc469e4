using System.Diagnostics;
using Search.Experiments;
using Search.Servers.Tests;
using Search.Store;
using Search.Store.Cluster;
using Search.Store.Home;
using Search.Store.Sqlite;
using Search.Training.Demo;

namespace Search.Bench.Chaos;

/// <summary>A Redis server, silos in processes of their own, images and a home folder: a cluster on one machine.</summary>
internal sealed class ChaosCluster : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50), Deadline = TimeSpan.FromMinutes(15);
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "search.dll");

    private readonly string root = Directory.CreateTempSubdirectory("search-chaos-").FullName;
    private readonly Dictionary<string, SiloProcess> silos = [];
    private readonly IExperimentStore store;

    private ChaosCluster(RedisServer redis)
    {
        Redis = redis;
        Address = $"redis://127.0.0.1:{redis.Port}/chaos?timeoutSeconds=2";
        store = ClusterAddress.Parse(Address, _ => null).OpenStore();
        DemoImages.Write(Path.Combine(root, "images"), seed: 7, 1200, 300, CancellationToken.None);
    }

    /// <summary>The server of membership and journals.</summary>
    public RedisServer Redis { get; }

    /// <summary>The cluster's address.</summary>
    public string Address { get; }

    /// <summary>The silos that run, by their names.</summary>
    public IReadOnlyDictionary<string, SiloProcess> Silos => silos;

    /// <summary>Starts the server.</summary>
    /// <param name="settings">Further settings of it, as on its command line.</param>
    /// <exception cref="ServerMissingException">There is none here and it cannot be installed.</exception>
    public static async Task<ChaosCluster> StartAsync(params string[] settings) => new(await RedisServer.StartAsync(settings));

    /// <summary>Starts a silo with one slot.</summary>
    public Task StartSiloAsync(string name, params string[] more) => StartBareSiloAsync(name, [.. more, "--slots", "1"]);

    /// <summary>Starts a silo with nothing but what is given.</summary>
    public async Task StartBareSiloAsync(string name, params string[] more) => silos[name] = await SiloProcess.StartAsync(name, Address, Path.Combine(root, "shared"), more);

    /// <summary>Takes a silo that has ended off the list.</summary>
    public void Forget(string name)
    {
        silos[name].Dispose();
        silos.Remove(name);
    }

    /// <summary>Launches a sweep on the cluster; returns its identifier.</summary>
    public Task<string> LaunchAsync(string text) => RunAsync("shared", text, "--cluster", Address, "launch", "--detach");

    /// <summary>Runs a sweep alone in a process on one slot, undisturbed.</summary>
    public async Task<List<ExperimentEvent>> QuietAsync(string text)
    {
        await RunAsync("quiet", text, "--quiet", "launch", "--slots", "1");
        await using var alone = new SqliteExperimentStore(HomeFolder.Resolve(Path.Combine(root, "quiet"), _ => null).Experiments);
        return await ReadAsync(alone, (await alone.ListAsync(CancellationToken.None)).Single());
    }

    /// <summary>The identifiers of experiments at an address.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(string address)
    {
        await using var there = ClusterAddress.Parse(address, _ => null).OpenStore();
        return await there.ListAsync(CancellationToken.None);
    }

    /// <summary>The journal as it is now.</summary>
    public Task<List<ExperimentEvent>> ReadAsync(string id) => ReadAsync(store, id);

    /// <summary>Follows the journal until it is as wished; a server that does not answer is asked again.</summary>
    public async Task<List<ExperimentEvent>> UntilAsync(string id, Func<List<ExperimentEvent>, bool> reached)
    {
        var (journal, clock) = (new List<ExperimentEvent>(), Stopwatch.StartNew());
        while (clock.Elapsed < Deadline)
        {
            try
            {
                await foreach (var row in store.ReadAsync(id, journal.Count, CancellationToken.None))
                    journal.Add(EventJson.Read(row.Payload.Span));
            }
            catch (StoreUnavailableException)
            {
                continue;
            }
            if (reached(journal))
                return journal;
            await Task.Delay(Beat); // nothing tells when a list on the server grows
        }
        throw new TimeoutException($"After {Deadline} the journal of {id} has {journal.Count} rows and is not as expected; the last is {journal.LastOrDefault()}. Silos said:\n{string.Join("\n", silos.Values.Select(silo => $"{silo.Name}: {silo.Everything()}"))}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in silos.Values)
            silo.Dispose();
        await store.DisposeAsync();
        await Redis.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    private static async Task<List<ExperimentEvent>> ReadAsync(IExperimentStore from, string id)
    {
        var events = new List<ExperimentEvent>();
        await foreach (var row in from.ReadAsync(id, 0, CancellationToken.None))
            events.Add(EventJson.Read(row.Payload.Span));
        return events;
    }

    private async Task<string> RunAsync(string home, string text, params string[] arguments)
    {
        var sweep = Path.Combine(root, "sweep.yaml");
        await File.WriteAllTextAsync(sweep, text);
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, "--home", Path.Combine(root, home), .. arguments, sweep]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said.Trim() : throw new InvalidOperationException($"search {string.Join(' ', arguments)} ended with {process.ExitCode}: {said}{await error}");
    }
}
