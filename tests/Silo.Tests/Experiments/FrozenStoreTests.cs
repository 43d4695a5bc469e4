using Search.Experiments;
using Search.Grains.Interfaces;
using Search.Objectives;
using Search.Silo.Training;
using Search.Simulation;
using Search.Store;
using Search.Store.Sqlite;
using Xunit;

namespace Search.Silo.Tests.Experiments;

public sealed class FrozenStoreTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("search-frozen-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_frozen_store_lets_a_trial_train_up_to_its_rung_and_no_further()
    {
        var spec = TestExperiments.Spec with
        {
            Stages = ["joint"],
            Scheduler = new ComponentSpec("asha") { Settings = new Dictionary<string, double> { ["minEpochs"] = 3 } },
            Budget = new BudgetSpec { Trials = 6 },
        };
        await using var store = new FreezingStore(new SqliteExperimentStore(folder));
        var source = new FreezingSource(store);
        await using var silo = await TestSilo.StartAsync(store, source, 1, Token);

        await silo.LaunchAsync("test-0001", 1, Token, spec);
        await source.AtRung.WaitAsync(TimeSpan.FromSeconds(30), Token);
        var frozen = await TestExperiments.ReadAsync(store, "test-0001", Token);
        store.Thaw();
        var state = await TestExperiments.EndAsync(store, "test-0001", Token);

        Assert.Equal(0, frozen.Epochs);
        Assert.False(source.PassedRungWhileFrozen);
        Assert.Equal(ExperimentStatus.Completed, state.Status);
        Assert.All(state.Trials, trial => Assert.Equal(0, trial.Failures));
        Assert.Equal(TestExperiments.Outcome(TestExperiments.Simulate(1, spec)), TestExperiments.Outcome(state));
    }

    [Fact]
    public async Task A_decision_asked_for_twice_is_told_to_nobody_before_it_is_durable()
    {
        await using var store = new FreezingStore(new SqliteExperimentStore(folder));
        using var source = new HeldSource();
        await using var silo = await TestSilo.StartAsync(store, source, 1, Token);
        await silo.LaunchAsync("test-0001", 1, Token);
        await source.Started.WaitAsync(TimeSpan.FromSeconds(30), Token);
        var started = (await TestExperiments.EventsAsync(store, "test-0001", Token)).OfType<AttemptStarted>().Single();
        var experiment = silo.Experiment("test-0001");
        store.Freeze();

        // Its slot keeps silent: the test reports in its place.
        var report = new ProgressReport
        {
            Grant = new SlotGrant { Grant = Guid.NewGuid(), Silo = silo.Details.Name, Generation = silo.Details.SiloAddress.Generation, Device = "cpu0", Experiment = "test-0001" },
            Trial = started.Trial,
            Attempt = started.Attempt,
            Epochs = [.. Enumerable.Range(1, started.Target).Select(epoch => new EpochReport { Epoch = epoch, ValidAccuracy = 0.5, ValidLoss = 1 })],
        };
        var (first, second) = (experiment.ReportAsync(report, Token), experiment.ReportAsync(report, Token));
        // A third question, asked after both and answered at once, shows that both have had their turn.
        await experiment.StatusAsync(Token);
        Assert.False(first.IsCompleted || second.IsCompleted);
        store.Thaw();
        source.Dispose();

        Assert.Equal(await first, await second);
        Assert.Equal(started.Target, (await TestExperiments.ReadAsync(store, "test-0001", Token)).Trials[started.Trial].Epoch);
    }

    /// <summary>Appends wait while it is frozen.</summary>
    private sealed class FreezingStore(IExperimentStore inner) : PassingStore(inner)
    {
        private readonly TaskCompletionSource thawed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool frozen;

        public bool IsFrozen => frozen && !thawed.Task.IsCompleted;

        public void Freeze() => frozen = true;

        public void Thaw() => thawed.TrySetResult();

        public override async Task<long> AppendAsync(string experiment, long expectedHead, IReadOnlyList<ReadOnlyMemory<byte>> rows, CancellationToken cancellationToken)
        {
            if (frozen)
                await thawed.Task.WaitAsync(cancellationToken);
            return await base.AppendAsync(experiment, expectedHead, rows, cancellationToken);
        }
    }

    /// <summary>Freezes the store as soon as the first attempt runs, and notes whether it goes too far.</summary>
    private sealed class FreezingSource(FreezingStore store) : IObjectiveSource, IObjective
    {
        private readonly SyntheticObjective objective = new(TestExperiments.Curves);
        private readonly TaskCompletionSource atRung = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool passed;

        public Task AtRung => atRung.Task;

        /// <summary>True when a trial was asked for its fourth epoch before the store thawed.</summary>
        public bool PassedRungWhileFrozen => passed;

        public IObjective For(ExperimentCreated created, string device) => this;

        public string? CheckpointFolder(ExperimentCreated created, int trial) => null;

        public ITrialRecord? Record(ExperimentCreated created, TrialPlan plan, int trial) => null;

        public IEnumerable<RunEvent> Evaluate(TrialRequest request, IRunControl control)
        {
            store.Freeze();
            foreach (var step in objective.Evaluate(request, control))
            {
                passed |= step is EpochFinished { Epoch: > 3 } && store.IsFrozen;
                if (step is EpochFinished { Epoch: 3 })
                    atRung.TrySetResult();
                yield return step;
            }
        }
    }
}
