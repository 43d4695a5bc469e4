using Search.Experiments;
using Search.Grains.Interfaces;
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
    public async Task An_experiment_that_forgot_epochs_asks_for_them_and_takes_nothing_that_comes_after()
    {
        using var source = new HeldSource();
        await using var store = new SqliteExperimentStore(folder);
        await using var silo = await TestSilo.StartAsync(store, source, 1, Token);
        await silo.LaunchAsync("test-0001", 1, Token);
        await source.Started;
        var grant = new SlotGrant { Grant = Guid.NewGuid(), Silo = "local", Generation = 1, Device = "cpu0", Experiment = "test-0001" };
        ProgressReport Report(params int[] epochs) => new() { Grant = grant, Trial = 0, Attempt = 1, Epochs = [.. epochs.Select(epoch => new EpochReport { Epoch = epoch, ValidAccuracy = 0.5 })] };

        var asked = await silo.Experiment("test-0001").ReportAsync(Report(3), Token);
        var before = (await TestExperiments.ReadAsync(store, "test-0001", Token)).Trials[0];
        var taken = await silo.Experiment("test-0001").ReportAsync(Report(1, 2, 3), Token);

        Assert.Equal((true, 1), (asked.GoOn, asked.From));
        Assert.Equal((TrialState.Running, 0), (before.State, before.Epoch));
        Assert.Equal(0, taken.From);
        source.Dispose();
        await silo.Experiment("test-0001").CancelAsync(Token);
        Assert.Equal(3, (await TestExperiments.ReadAsync(store, "test-0001", Token)).Trials[0].Epoch);
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
