using Search.Experiments;
using Search.Grains.Experiments;
using Search.Grains.Interfaces;
using Search.Objectives;
using Search.Silo.Hosting;
using Search.Store.Sqlite;
using Xunit;

namespace Search.Silo.Tests.Placement;

/// <summary>Who may start what where: a trial's key, a slot's grant.</summary>
public sealed class PinningTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("search-pinning-").FullName;
    private readonly HeldSource source = new();
    private EmbeddedSilo silo = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        silo = await TestSilo.StartAsync(new SqliteExperimentStore(folder), source, 1, Token);
        // Nothing runs yet: the test is the experiment that hands the slot out.
        await silo.Experiment("test-0001").CreateAsync(TestExperiments.Created("test-0001"), Token);
    }

    public async ValueTask DisposeAsync()
    {
        source.Dispose();
        await silo.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_start_that_is_sent_twice_runs_once()
    {
        var assignment = Assignment(Guid.NewGuid(), trial: 0);

        var (first, second) = (await StartAsync(assignment), await StartAsync(assignment));
        await source.Started.WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Null(first.Refusal);
        Assert.Null(second.Refusal);
        Assert.Equal(1, source.Evaluations);
    }

    [Fact]
    public async Task A_slot_at_work_refuses_a_second_grant()
    {
        await StartAsync(Assignment(Guid.NewGuid(), trial: 0));
        await source.Started.WaitAsync(TimeSpan.FromSeconds(30), Token);

        var refused = await StartAsync(Assignment(Guid.NewGuid(), trial: 1));

        Assert.Contains("at work on trial 0", refused.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trial_that_is_stopped_while_it_waits_for_its_slot_is_told_so_when_it_begins()
    {
        var grant = Guid.NewGuid();
        await StartAsync(Assignment(grant, trial: 0));
        await source.Started.WaitAsync(TimeSpan.FromSeconds(30), Token);
        var queued = Assignment(grant, trial: 1);
        Assert.Null((await StartAsync(queued)).Refusal);

        await silo.Grains.GetGrain<ITrialGrain>(TrialKey.Of(queued).ToString()).StopAsync(abandon: false, Token);
        source.Dispose();

        Assert.Equal(RunSignal.Suspend, await source.Second.WaitAsync(TimeSpan.FromSeconds(30), Token));
    }

    [Fact]
    public async Task A_start_for_an_earlier_generation_of_the_silo_is_refused()
    {
        var assignment = Assignment(Guid.NewGuid(), trial: 0);
        var stale = assignment with { Grant = assignment.Grant with { Generation = assignment.Grant.Generation - 1 } };

        var refusal = await Assert.ThrowsAsync<SlotUnavailableException>(() => StartAsync(stale));

        Assert.Contains("is not in the cluster", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, source.Evaluations);
    }

    private Task<CommandReply> StartAsync(TrialAssignment assignment) =>
        silo.Grains.GetGrain<ITrialGrain>(TrialKey.Of(assignment).ToString()).StartAsync(assignment, Token);

    private TrialAssignment Assignment(Guid grant, int trial)
    {
        var experiment = Experiment.Create("test-0001", TestExperiments.Spec, TestExperiments.Data, DateTimeOffset.UnixEpoch);
        experiment.Run(1, DateTimeOffset.UnixEpoch);
        for (var number = 0; number < trial; number++)
            experiment.Next("local/cpu0", DateTimeOffset.UnixEpoch);
        return experiment.Next("local/cpu0", DateTimeOffset.UnixEpoch)!.ToAssignment(
            new SlotGrant { Grant = grant, Silo = silo.Details.Name, Generation = silo.Details.SiloAddress.Generation, Device = "cpu0", Experiment = "test-0001" }, experiment.State);
    }
}
