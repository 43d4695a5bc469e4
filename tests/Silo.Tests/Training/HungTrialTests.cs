using Search.Experiments;
using Search.Objectives;
using Search.Silo.Hosting;
using Search.Store.Sqlite;
using Xunit;

namespace Search.Silo.Tests.Training;

public sealed class HungTrialTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(1);
    private static readonly TimeSpan Grace = new Silo.Training.SlotOptions { Devices = [] }.Grace;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("search-silo-").FullName;
    private readonly ManualTime time = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_trial_that_hangs_fails_as_timed_out_and_its_slot_goes_on()
    {
        using var source = new HangingSource();
        await using var store = new SqliteExperimentStore(folder);
        await using (var silo = await StartAsync(store, source, Limit))
        {
            await source.Hangs.Task.WaitAsync(Deadline, TestContext.Current.CancellationToken);

            time.Advance(Limit);
            time.Advance(Grace);
            var state = await TestExperiments.EndAsync(store, "test-0001", TestContext.Current.CancellationToken);
            source.LetGo();
            await source.Returned.Task.WaitAsync(Deadline, TestContext.Current.CancellationToken);

            Assert.Equal(ExperimentStatus.Completed, state.Status);
            var hung = state.Trials[0];
            Assert.Equal((TrialState.Failed, FailureKind.TimedOut, 0), (hung.State, hung.Failure, hung.Epoch));
            Assert.All(state.Trials.Skip(1), trial => Assert.True(trial.IsOver));
        }

        // What it measured after it was given up reached nobody.
        var last = await TestExperiments.EndAsync(store, "test-0001", TestContext.Current.CancellationToken);
        Assert.Equal(0, last.Trials[0].Epoch);
        Assert.Contains(await LogAsync(), line => line.Contains("slot cpu0.1", StringComparison.Ordinal) && line.Contains("hangs in trial 0, attempt 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Closing_the_silo_does_not_wait_for_ever_for_a_thread_that_hangs()
    {
        using var source = new HangingSource();
        await using var store = new SqliteExperimentStore(folder);
        var silo = await StartAsync(store, source, limit: null);
        await source.Hangs.Task.WaitAsync(Deadline, TestContext.Current.CancellationToken);
        var patience = time.TimerAsync(Grace);

        var closing = silo.DisposeAsync().AsTask();
        await patience.WaitAsync(Deadline, TestContext.Current.CancellationToken);
        Assert.False(closing.IsCompleted);
        time.Advance(Grace);

        await closing.WaitAsync(Deadline, TestContext.Current.CancellationToken);
        Assert.Contains(await LogAsync(), line => line.Contains("hangs in trial 0", StringComparison.Ordinal));
        source.LetGo();
        await source.Returned.Task.WaitAsync(Deadline, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_thread_that_comes_back_within_the_grace_keeps_its_slot()
    {
        using var source = new HangingSource();
        await using var store = new SqliteExperimentStore(folder);
        await using var silo = await StartAsync(store, source, Limit);
        await source.Hangs.Task.WaitAsync(Deadline, TestContext.Current.CancellationToken);

        time.Advance(Limit);
        source.LetGo();
        var state = await TestExperiments.EndAsync(store, "test-0001", TestContext.Current.CancellationToken);
        time.Advance(Grace);

        Assert.Equal(FailureKind.TimedOut, state.Trials[0].Failure);
        Assert.DoesNotContain(await LogAsync(), line => line.Contains("hangs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Slots_train_at_a_lower_priority_than_everything_else()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells a thread's nice value.");
        using var source = new HangingSource(hangs: false);
        await using var store = new SqliteExperimentStore(folder);
        await using var silo = await StartAsync(store, source, limit: null);

        await TestExperiments.EndAsync(store, "test-0001", TestContext.Current.CancellationToken);

        var main = HangingSource.NiceOf(await File.ReadAllTextAsync("/proc/self/stat", TestContext.Current.CancellationToken));
        Assert.Equal(Math.Min(main + 5, 19), source.Nice);
    }

    private async Task<string[]> LogAsync()
    {
        // Shared: the silo that writes it may still be open.
        await using var file = new FileStream(Path.Combine(folder, "log.txt"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n');
    }

    private async Task<EmbeddedSilo> StartAsync(SqliteExperimentStore store, HangingSource source, TimeSpan? limit)
    {
        var silo = await EmbeddedSilo.StartAsync(
            new EmbeddedSiloOptions { Devices = ["cpu0"], ClusterId = Guid.NewGuid().ToString("N"), LogFile = Path.Combine(folder, "log.txt"), SlotTime = time },
            store, source, TestContext.Current.CancellationToken);
        var experiment = silo.Experiment("test-0001");
        var spec = TestExperiments.Spec with { Trial = new TrialLimits { Timeout = limit, Retries = 0 } };
        await experiment.CreateAsync(TestExperiments.Created("test-0001", spec), TestContext.Current.CancellationToken);
        Assert.Null((await experiment.RunAsync(1, TestContext.Current.CancellationToken)).Refusal);
        return silo;
    }
}
