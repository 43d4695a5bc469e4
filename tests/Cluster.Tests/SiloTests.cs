using System.Diagnostics;
using Search.Bench.Chaos;
using Search.Experiments;
using Xunit;

namespace Search.Cluster.Tests;

public sealed class SiloTests
{
    [Fact]
    public async Task Trials_train_where_there_are_slots_and_experiments_live_where_decisions_are_made()
    {
        await using var cluster = await Clusters.StartAsync();
        await cluster.StartBareSiloAsync("control", "--role", "control");
        await cluster.StartSiloAsync("one", "--role", "devices");
        await cluster.StartSiloAsync("two", "--role", "devices");

        var id = await cluster.LaunchAsync(Sweeps.Of(trials: 6, epochs: 2));
        var journal = await cluster.UntilAsync(id, journal => journal[^1] is StatusChanged { Status: not ExperimentStatus.Running });

        Assert.Equal(ExperimentStatus.Completed, ((StatusChanged)journal[^1]).Status);
        Assert.Equal(["one", "two"], journal.OfType<AttemptStarted>().Select(started => started.Slot.Split('/')[0]).Distinct().Order());
    }

    [Fact]
    public async Task A_search_whose_only_silo_was_killed_goes_on_when_one_is_back()
    {
        await using var cluster = await Clusters.StartAsync();
        await cluster.StartSiloAsync("one");
        var id = await cluster.LaunchAsync(Sweeps.Of(trials: 6, epochs: 4));
        await cluster.UntilAsync(id, journal => journal.OfType<EpochMeasured>().Count() >= 5);

        cluster.Silos["one"].Kill();
        cluster.Forget("one");
        await cluster.StartSiloAsync("two");
        var journal = await cluster.UntilAsync(id, journal => journal[^1] is StatusChanged { Status: not ExperimentStatus.Running });

        Assert.Equal(24, journal.OfType<EpochMeasured>().Count());
        Assert.Contains(journal.OfType<AttemptEnded>(), ended => ended.State == TrialState.Interrupted);
    }

    [Fact]
    public async Task Images_outside_the_clusters_folder_are_refused()
    {
        await using var cluster = await Clusters.StartAsync();
        await cluster.StartSiloAsync("one", "--data", Path.GetTempPath() + "elsewhere");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.LaunchAsync(Sweeps.Of(trials: 2, epochs: 1)));

        Assert.True(failure.Message.Contains("ended with 1", StringComparison.Ordinal) && failure.Message.Contains("reads images under", StringComparison.Ordinal), failure.Message);
    }

    [Fact]
    public async Task A_password_that_is_wrong_is_said_without_it_and_nobody_joins()
    {
        await using var cluster = await Clusters.StartAsync("--requirepass", "right");
        var address = cluster.Address.Replace("redis://", "redis://:wrong-secret@", StringComparison.Ordinal);

        var failure = await Assert.ThrowsAsync<SiloEndedException>(() => SiloProcess.StartAsync("one", address, Path.GetTempPath()));

        Assert.Equal(3, failure.ExitCode);
        Assert.Contains("password", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said_within_its_time_out()
    {
        var clock = Stopwatch.StartNew();

        var failure = await Assert.ThrowsAsync<SiloEndedException>(() => SiloProcess.StartAsync("one", "redis://127.0.0.1:1/nobody?timeoutSeconds=1", Path.GetTempPath()));

        Assert.Equal(3, failure.ExitCode);
        Assert.Contains("127.0.0.1:1", failure.Message, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Two_clusters_on_one_server_do_not_see_each_other()
    {
        await using var cluster = await Clusters.StartAsync();
        await cluster.StartSiloAsync("one");
        await cluster.LaunchAsync(Sweeps.Of(trials: 2, epochs: 1));

        Assert.Single(await ChaosCluster.ListAsync(cluster.Address));
        Assert.Empty(await ChaosCluster.ListAsync(cluster.Address.Replace("/chaos", "/other", StringComparison.Ordinal)));
    }
}
