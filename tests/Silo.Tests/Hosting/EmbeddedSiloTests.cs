using Search.Experiments;
using Search.Silo.Hosting;
using Search.Silo.Training;
using Search.Store.Sqlite;
using Xunit;

namespace Search.Silo.Tests.Hosting;

public sealed class EmbeddedSiloTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("search-silo-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_search_on_the_embedded_silo_ends_as_the_simulator_says()
    {
        var expected = TestExperiments.Simulate(workers: 1);

        var state = await RunToEndAsync(slots: 1);

        Assert.Equal(ExperimentStatus.Completed, state.Status);
        Assert.Equal(TestExperiments.Outcome(expected), TestExperiments.Outcome(state));
    }

    [Fact]
    public async Task With_several_slots_every_trial_ends_once_and_no_epoch_is_doubled()
    {
        var state = await RunToEndAsync(slots: 8);

        Assert.Equal(ExperimentStatus.Completed, state.Status);
        Assert.All(state.Trials, trial => Assert.True(trial.IsOver));
        Assert.Empty(state.Problems);
    }

    private async Task<ExperimentState> RunToEndAsync(int slots)
    {
        await using var store = new SqliteExperimentStore(folder);
        await using var silo = await EmbeddedSilo.StartAsync(
            new EmbeddedSiloOptions { Devices = [.. Enumerable.Range(0, slots).Select(slot => $"cpu{slot}")], ClusterId = Guid.NewGuid().ToString("N"), LogFile = Path.Combine(folder, "log.txt") },
            store, new SyntheticSource(TestExperiments.Curves), TestContext.Current.CancellationToken);
        var experiment = silo.Experiment("test-0001");
        await experiment.CreateAsync(TestExperiments.Created("test-0001"), TestContext.Current.CancellationToken);
        Assert.Null((await experiment.RunAsync(slots, TestContext.Current.CancellationToken)).Refusal);

        return await TestExperiments.EndAsync(store, "test-0001", TestContext.Current.CancellationToken);
    }
}
