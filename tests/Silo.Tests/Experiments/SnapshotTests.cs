using Search.Experiments;
using Search.Silo.Training;
using Search.Simulation;
using Search.Store;
using Search.Store.Sqlite;
using Xunit;

namespace Search.Silo.Tests.Experiments;

public sealed class SnapshotTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("search-snapshot-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_search_that_comes_back_from_a_snapshot_and_the_rows_after_it_ends_as_one_that_never_left()
    {
        await using var store = new SqliteExperimentStore(folder);
        var begun = Begun(epochs: 60);
        await store.TryCreateAsync("test-0001", Token);
        await AppendAsync(store, 0, begun[..^20]);
        await ExperimentHistory.ExtendSnapshotAsync(store, "test-0001", Token);
        await AppendAsync(store, begun.Length - 20, begun[^20..]);
        await using var silo = await TestSilo.StartAsync(store, new SyntheticSource(TestExperiments.Curves), 1, Token);

        Assert.Null((await silo.Experiment("test-0001").RunAsync(1, Token)).Refusal);
        var state = await TestExperiments.EndAsync(store, "test-0001", Token);

        Assert.Equal(TestExperiments.Outcome(TestExperiments.Simulate(workers: 1)), TestExperiments.Outcome(state));
    }

    [Fact]
    public async Task History_is_the_same_with_and_without_a_snapshot_and_with_a_useless_one()
    {
        await using var store = new SqliteExperimentStore(folder);
        var begun = Begun(epochs: 40);
        await store.TryCreateAsync("test-0001", Token);
        await AppendAsync(store, 0, begun);
        var plain = await ExperimentHistory.ReadAsync(store, "test-0001", Token);

        Assert.Equal(begun.Length, await ExperimentHistory.ExtendSnapshotAsync(store, "test-0001", Token));
        var quick = await ExperimentHistory.ReadAsync(store, "test-0001", Token);
        await store.SaveSnapshotAsync("test-0001", begun.Length, [new byte[] { 255, 1, 2 }], Token);
        var useless = await ExperimentHistory.ReadAsync(store, "test-0001", Token);

        Assert.Equal((0L, (long)begun.Length, 0L), (plain.SnapshotHead, quick.SnapshotHead, useless.SnapshotHead));
        Assert.All([quick, useless], other => Assert.Equal(plain.Events.Select(Text), other.Events.Select(Text)));
        Assert.All([plain, quick, useless], history => Assert.Equal(begun.Length, history.Head));
    }

    [Fact]
    public async Task A_snapshot_of_another_version_is_begun_anew_when_it_is_next_extended()
    {
        await using var store = new SqliteExperimentStore(folder);
        var begun = Begun(epochs: 40);
        await store.TryCreateAsync("test-0001", Token);
        await AppendAsync(store, 0, begun);
        await store.SaveSnapshotAsync("test-0001", begun.Length - 5, [new byte[] { 255, 1, 2 }], Token);

        Assert.Equal(begun.Length, await ExperimentHistory.ExtendSnapshotAsync(store, "test-0001", Token));
        var history = await ExperimentHistory.ReadAsync(store, "test-0001", Token);

        Assert.Equal(begun.Length, history.SnapshotHead);
        Assert.Equal(begun.Select(Text), history.Events.Select(Text));
    }

    private static ExperimentEvent[] Begun(long epochs)
    {
        var experiment = Experiment.Create("test-0001", TestExperiments.Spec, TestExperiments.Data, DateTimeOffset.UnixEpoch);
        var created = experiment.TakeEvents();
        var simulator = new Simulator(experiment, TestExperiments.Curves, workers: 1);
        simulator.Run(epochs);
        return [.. created, .. simulator.Journal];
    }

    private static Task<long> AppendAsync(SqliteExperimentStore store, long head, ExperimentEvent[] events) =>
        store.AppendAsync("test-0001", head, [.. events.Select(e => (ReadOnlyMemory<byte>)EventJson.Write(e))], Token);

    private static string Text(ExperimentEvent e) => System.Text.Encoding.UTF8.GetString(EventJson.Write(e));
}
