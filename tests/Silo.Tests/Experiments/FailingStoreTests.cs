using Search.Experiments;
using Search.Silo.Training;
using Search.Store.Sqlite;
using Xunit;
using static Search.Silo.Tests.FailingStore;

namespace Search.Silo.Tests.Experiments;

public sealed class FailingStoreTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("search-failing-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public async Task A_search_whose_appends_fail_now_and_then_ends_as_one_whose_appends_do_not(int slots, bool written)
    {
        var quiet = TestExperiments.Simulate(workers: 1);
        await using var store = new FailingStore(new SqliteExperimentStore(folder), append => append % 17 == 16 ? (written ? Fate.KeptUnconfirmed : Fate.Refused) : Fate.Kept);
        await using var silo = await TestSilo.StartAsync(store, new SyntheticSource(TestExperiments.Curves), slots, TestContext.Current.CancellationToken, TimeSpan.FromMilliseconds(50));

        await silo.LaunchAsync("test-0001", slots, TestContext.Current.CancellationToken);
        var state = await TestExperiments.EndAsync(store, "test-0001", TestContext.Current.CancellationToken);

        Assert.True(store.Failures > 2, $"only {store.Failures} appends failed");
        Assert.Equal(ExperimentStatus.Completed, state.Status);
        Assert.Empty(state.Problems);
        Assert.All(state.Trials, trial => Assert.True(trial.IsOver && trial.Exact));
        if (slots == 1)
            Assert.Equal(TestExperiments.Outcome(quiet), TestExperiments.Outcome(state));
    }

    [Fact]
    public async Task Nobody_hears_of_a_decision_that_was_not_kept()
    {
        // From the 20th append on nothing is kept: no slot may go beyond what the journal allows.
        await using var store = new FailingStore(new SqliteExperimentStore(folder), append => append >= 20 ? Fate.Refused : Fate.Kept);
        var silo = await TestSilo.StartAsync(store, new SyntheticSource(TestExperiments.Curves), 2, TestContext.Current.CancellationToken);

        await silo.LaunchAsync("test-0001", 2, TestContext.Current.CancellationToken);
        await store.Failed.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await silo.DisposeAsync();

        Assert.Equal("The disk is full.", silo.Alarm.TroubleOf("test-0001"));
        var kept = await TestExperiments.ReadAsync(store, "test-0001", TestContext.Current.CancellationToken);
        await using var again = await TestSilo.StartAsync(new SqliteExperimentStore(folder), new SyntheticSource(TestExperiments.Curves), 1, TestContext.Current.CancellationToken);
        Assert.Null((await again.Experiment("test-0001").RunAsync(1, TestContext.Current.CancellationToken)).Refusal);
        await using var healthy = new SqliteExperimentStore(folder);
        var state = await TestExperiments.EndAsync(healthy, "test-0001", TestContext.Current.CancellationToken);
        Assert.Equal(ExperimentStatus.Completed, state.Status);
        Assert.All(kept.Trials, trial => Assert.True(state.Trials[trial.Number].Epoch >= trial.Epoch));
        Assert.Empty(state.Problems);
    }
}
