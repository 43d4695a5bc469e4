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

/// <summary>Real trainings on tiny images, whose checkpoints may take next to no room.</summary>
public sealed class DiskBudgetTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("search-disk-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_trial_that_lost_its_checkpoint_and_is_promoted_later_gives_the_same_bits()
    {
        DemoImages.Write(Path.Combine(folder, "images"), seed: 7, 300, 30, Token);

        var roomy = await RunAsync("20GB");
        var narrow = await RunAsync("1KB");

        Assert.Equal(0, roomy.Replayed);
        Assert.True(narrow.Replayed > 0, "no trial was trained again");
        Assert.Equal(TestExperiments.Outcome(roomy), TestExperiments.Outcome(narrow));
        Assert.Empty(narrow.Problems);
        Assert.All(narrow.Trials, trial => Assert.True(trial.Exact));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder, "1KB", "checkpoints"), "*.checkpoint", SearchOption.AllDirectories));
    }

    private async Task<ExperimentState> RunAsync(string disk)
    {
        var sweep = $$"""
            data: { path: images, imageSize: 16, sample: { train: 120, valid: 50 } }
            model: { family: cnn, width: 0.25 }
            space: { learningRate: { log: [1e-3, 3e-2] }, dropout: { uniform: [0, 0.5] } }
            stages: [joint]
            scheduler: { asha: { minEpochs: 1, reductionFactor: 3 } }
            maxEpochs: 9
            promote: { top: 3 }
            budget: { trials: 12, disk: {{disk}} }
            """;
        var spec = SweepFile.Read(sweep, folder).Spec!;
        var home = HomeFolder.Resolve(Path.Combine(folder, disk), _ => null);
        home.Create();
        DataSummary data;
        using (var images = Dataset.Open(spec.Data!, spec.Seed, home.Cache, null, Token))
            data = images.Summary;
        await using var store = new SqliteExperimentStore(home.Experiments);
        using var source = new TrainingSource(home, [Devices.Cpu(0)], TimeProvider.System);
        await using var silo = await EmbeddedSilo.StartAsync(new EmbeddedSiloOptions { Devices = [Devices.Cpu(0).Name], ClusterId = disk, Home = home }, store, source, Token);
        var experiment = silo.Experiment("test-0001");
        await experiment.CreateAsync(EventJson.Write(new ExperimentCreated("test-0001", spec, data, DateTimeOffset.UnixEpoch)), Token);
        Assert.Null((await experiment.RunAsync(1, Token)).Refusal);
        return await TestExperiments.EndAsync(store, "test-0001", Token);
    }
}
