using System.Net;
using System.Net.Sockets;
using Search.Client.Tests.Commands;
using Search.Experiments;
using Search.Silo.Hosting;
using Search.Silo.Training;
using Search.Simulation;
using Search.Store.Home;
using Search.Store.Sqlite;
using Xunit;

namespace Search.Client.Tests.Acting;

/// <summary>One silo with a gateway, as the owner of a home folder opens it; it has no slots, so nothing changes by itself.</summary>
public sealed class GatewayActorTests : IAsyncLifetime
{
    private readonly TestHome home = new();
    private SqliteExperimentStore store = null!;
    private EmbeddedSilo silo = null!;
    private HomeLock held = null!;
    private Gateway gateway = null!;

    public async ValueTask InitializeAsync()
    {
        await home.AddAsync("one-0001", maxEpochs: 4);
        held = HomeLock.TryAcquire(home.Folder)!;
        store = new SqliteExperimentStore(home.Folder.Experiments);
        var secret = Gateway.NewClusterId();
        silo = await EmbeddedSilo.StartAsync(
            new EmbeddedSiloOptions { Devices = [], ClusterId = secret, Gateway = true }, store, new SyntheticSource(new SyntheticCurves()), TestContext.Current.CancellationToken);
        gateway = new Gateway($"{silo.Gateway}", secret, Environment.ProcessId);
        GatewayFile.Write(home.Folder, gateway);
    }

    public async ValueTask DisposeAsync()
    {
        await silo.DisposeAsync();
        await store.DisposeAsync();
        held.Dispose();
        home.Dispose();
    }

    [Fact]
    public async Task A_space_is_widened_through_the_owner()
    {
        await home.AddAsync("wide-0001", maxEpochs: 4, ActingTests.Photos);

        var widened = await home.RunAsync("extend", "wide", "--set", "space.dropout={uniform: [0, 0.9]}");
        var again = await home.RunAsync("extend", "wide", "--set", "space.dropout={uniform: [0, 0.8]}");

        Assert.Equal((0, ExitCode.Usage), (widened.ExitCode, again.ExitCode));
        Assert.Single((await home.RunAsync("show", "wide", "--json")).Json.GetProperty("widenings").EnumerateArray());
    }

    [Fact]
    public async Task Another_process_acts_through_the_owner_and_only_who_knows_its_secret_does()
    {
        var paused = await home.RunAsync("pause", "one");
        var again = await home.RunAsync("pause", "one");
        var extended = await home.RunAsync("extend", "one", "--trials", "2");
        GatewayFile.Write(home.Folder, gateway with { ClusterId = Gateway.NewClusterId() });
        var stranger = await home.RunAsync("cancel", "one");
        var after = await home.RunAsync("show", "one", "--json");

        Assert.Equal((0, "one-0001 is paused: search resume one-0001 goes on with it."), (paused.ExitCode, paused.Out.TrimEnd()));
        Assert.Equal((1, "one-0001 is paused, not running."), (again.ExitCode, again.Error.TrimEnd()));
        Assert.Equal(0, extended.ExitCode);
        Assert.Equal(ExitCode.Unreachable, stranger.ExitCode);
        Assert.DoesNotContain(gateway.ClusterId, stranger.Error, StringComparison.Ordinal);
        Assert.Equal("paused", after.Json.GetProperty("status").GetString());
        Assert.Equal(ExperimentStatus.Paused, (await new Search.Client.Experiments.ExperimentLibrary(store, "here").LoadAsync("one-0001", TestContext.Current.CancellationToken)).State.Status);
    }

    [Fact]
    public async Task An_owner_that_leaves_while_another_process_knocks_is_succeeded_by_it()
    {
        using var deaf = new TcpListener(IPAddress.Loopback, 0);
        deaf.Start();
        GatewayFile.Write(home.Folder, new Gateway($"{deaf.LocalEndpoint}", Gateway.NewClusterId(), Environment.ProcessId));

        var pausing = home.RunAsync("pause", "one");
        using var knock = await deaf.AcceptSocketAsync(TestContext.Current.CancellationToken);
        GatewayFile.Delete(home.Folder);
        held.Dispose();
        var paused = await pausing;

        Assert.Equal((0, "one-0001 is paused: search resume one-0001 goes on with it."), (paused.ExitCode, paused.Out.TrimEnd()));
    }
}
