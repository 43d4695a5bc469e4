using Search.Experiments;
using Search.Silo.Hosting;
using Search.Silo.Training;
using Search.Specs;
using Search.Store.Home;
using Search.Store.Sqlite;
using Search.Training.Data;
using Search.Training.Demo;
using Search.Training.Hardware;
using Xunit;

namespace Search.Silo.Tests.Training;

/// <summary>Searches with real trainings on tiny images, each in a home folder of its own.</summary>
internal sealed class RealSearches : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("search-real-").FullName;

    public RealSearches() => DemoImages.Write(Path.Combine(folder, "images"), seed: 7, 300, 30, CancellationToken.None);

    /// <summary>The home of a search.</summary>
    public HomeFolder Home(string name) => HomeFolder.Resolve(Path.Combine(folder, name), _ => null);

    /// <summary>A sweep file in the folder that holds <c>images</c>.</summary>
    public ExperimentSpec Read(string sweep)
    {
        var reading = SweepFile.Read(sweep, folder);
        return reading.Spec ?? throw new InvalidOperationException(string.Join(' ', reading.Errors));
    }

    /// <summary>Runs a search to its end.</summary>
    /// <param name="name">The home's name.</param>
    /// <param name="spec">The search.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <param name="slots">Slots of its silo.</param>
    /// <param name="id">The experiment's identifier.</param>
    /// <param name="wrap">Puts something between the slots and the trainings; null for nothing.</param>
    public async Task<ExperimentState> RunAsync(string name, ExperimentSpec spec, CancellationToken cancellationToken, int slots = 1, string id = "test-0001", Func<IObjectiveSource, IObjectiveSource>? wrap = null)
    {
        var home = Home(name);
        home.Create();
        DataSummary data;
        using (var images = Dataset.Open(spec.Data!, spec.Seed, home.Cache, null, cancellationToken))
            data = images.Summary;
        TrainingDevice[] devices = [.. Enumerable.Range(0, slots).Select(Devices.Cpu)];
        await using var store = new SqliteExperimentStore(home.Experiments);
        using var source = new TrainingSource(home, devices, TimeProvider.System);
        await using var silo = await EmbeddedSilo.StartAsync(new EmbeddedSiloOptions { Devices = [.. devices.Select(device => device.Name)], ClusterId = Guid.NewGuid().ToString("N"), Home = home }, store, wrap?.Invoke(source) ?? source, cancellationToken);
        var experiment = silo.Experiment(id);
        Assert.Null((await experiment.CreateAsync(EventJson.Write(new ExperimentCreated(id, spec, data, DateTimeOffset.UnixEpoch)), cancellationToken)).Refusal);
        Assert.Null((await experiment.RunAsync(slots, cancellationToken)).Refusal);
        return await TestExperiments.EndAsync(store, id, cancellationToken);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
