using Search.Experiments;
using Search.Silo.Training;
using Search.Store.Sqlite;
using Xunit;

namespace Search.Silo.Tests.Experiments;

public sealed class RunAgainTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("search-again-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Running_a_search_that_runs_interrupts_none_of_its_trials()
    {
        await using var store = new SqliteExperimentStore(folder);
        await using var silo = await TestSilo.StartAsync(store, new SyntheticSource(TestExperiments.Curves), 2, Token);
        await silo.LaunchAsync("test-0001", 2, Token);

        for (var again = 0; again < 20; again++)
            Assert.Null((await silo.Experiment("test-0001").RunAsync(2, Token)).Refusal is { } refusal && !refusal.Contains("completed", StringComparison.Ordinal) ? refusal : null);
        await TestExperiments.EndAsync(store, "test-0001", Token);

        Assert.Empty((await TestExperiments.EventsAsync(store, "test-0001", Token)).OfType<AttemptEnded>());
    }

    [Fact]
    public async Task A_search_resumed_while_its_trials_still_suspend_goes_on_and_loses_nothing()
    {
        await using var store = new SqliteExperimentStore(folder);
        await using var silo = await TestSilo.StartAsync(store, new SyntheticSource(TestExperiments.Curves), 2, Token);
        await silo.LaunchAsync("test-0001", 2, Token);

        for (var again = 0; again < 10; again++)
        {
            await silo.Experiment("test-0001").PauseAsync(null, Token);
            await silo.Experiment("test-0001").RunAsync(2, Token);
        }
        var state = await TestExperiments.EndAsync(store, "test-0001", Token);

        Assert.Equal(ExperimentStatus.Completed, state.Status);
        Assert.All(state.Trials, trial => Assert.True(trial.IsOver && trial.Exact && trial.Failures == 0));
        Assert.Empty(state.Problems);
    }
}
