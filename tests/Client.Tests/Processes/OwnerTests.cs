using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Search.Experiments;
using Search.Store.Home;
using Xunit;

namespace Search.Client.Tests.Processes;

/// <summary>Several processes on one home folder, one of which owns it.</summary>
[Collection(TinySearches.Name)]
public sealed class OwnerTests(TinySearches tiny) : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task A_search_starts_with_an_earlier_one_which_may_then_be_deleted()
    {
        var first = await BuiltCommand.RunAsync(home.Folder.Root, "launch", tiny.Sweep, "--set", "stages=[joint]", "--set", "name=first");
        var second = await BuiltCommand.RunAsync(home.Folder.Root, "launch", tiny.Sweep, "--set", "stages=[joint]", "--set", "name=second", "--warm-start", "first");
        var deleted = await home.RunAsync("delete", "first");
        var rows = (await home.RunAsync("leaderboard", "second", "--json")).Json.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("trial").GetInt32());
        var trial = await home.RunAsync("trial", "second", "0");

        Assert.Equal((0, 0, 0), (first.ExitCode, second.ExitCode, deleted.ExitCode));
        Assert.Contains("Warm start from first-", second.Error, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 6), rows.Order());
        Assert.Contains("(warm start from first-", trial.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_detached_search_goes_on_and_other_processes_pause_resume_and_cancel_it()
    {
        using var journal = new JournalWatch(home.Folder);

        var detached = await BuiltCommand.RunAsync(home.Folder.Root, "launch", tiny.Sweep, "--detach", "--slots", "1", "--set", "budget.trials=500");
        var id = detached.Out.TrimEnd();
        using var process = Process.GetProcessById(int.Parse(detached.Error.Split("process ")[1].Split('.')[0], CultureInfo.InvariantCulture));
        try
        {
            await journal.UntilAsync(id, rows => rows.OfType<EpochMeasured>().Count() > 3);
            var paused = await home.RunAsync("pause", id);
            using var resumed = BuiltCommand.Start(home.Folder.Root, "resume", id, "--slots", "1");
            await resumed.LineAsync("Ctrl-C pauses");
            var beside = await BuiltCommand.RunAsync(home.Folder.Root, "launch", tiny.Sweep, "--detach", "--set", "name=second");
            var extended = await home.RunAsync("extend", id, "--trials", "2");
            var cancelled = await home.RunAsync("cancel", id);
            await home.RunAsync("cancel", "second");
            var last = await resumed.EndAsync();

            Assert.Equal((0, 0), (detached.ExitCode, beside.ExitCode));
            Assert.Contains($"It runs in process {resumed.Id}.", beside.Error, StringComparison.Ordinal); // the owner, not the one that asked it
            Assert.Equal((0, $"{id} is paused: search resume {id} goes on with it.\n"), (paused.ExitCode, paused.Out));
            Assert.Equal((0, 0), (extended.ExitCode, cancelled.ExitCode));
            Assert.Equal(1, last.ExitCode);
            Assert.Contains($"{id} was cancelled.\n", last.Error, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task A_second_launch_runs_in_the_owner_which_stays_until_it_rests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var journal = new JournalWatch(home.Folder);
        using var first = BuiltCommand.Start(home.Folder.Root, "launch", tiny.Sweep, "--slots", "1", "--set", "budget.trials=500");
        await first.LineAsync("Ctrl-C pauses");
        using var second = BuiltCommand.Start(home.Folder.Root, "launch", tiny.Sweep, "--set", "name=second");
        using var onlooker = BuiltCommand.Start(home.Folder.Root, "launch", tiny.Sweep, "--set", "name=third", "--set", "budget.trials=500");
        await second.LineAsync($"runs in process {first.Id}, which owns {home.Folder.Root}");
        await onlooker.LineAsync($"runs in process {first.Id}");
        var stranger = StrangerAsync(GatewayFile.Read(home.Folder)!);

        await onlooker.SignalAsync("INT");
        var looked = await onlooker.EndAsync();
        await home.RunAsync("cancel", "third");
        await home.RunAsync("pause", "tiny");
        var stays = await first.LineAsync("Still at work here: second-");
        var completed = await second.EndAsync();
        var owner = await first.EndAsync();

        Assert.Equal(130, looked.ExitCode);
        Assert.Contains($"goes on in process {first.Id}", looked.Error, StringComparison.Ordinal);
        Assert.Equal(0, completed.ExitCode);
        Assert.Contains("Winner: trial ", completed.Out, StringComparison.Ordinal);
        Assert.Equal(130, owner.ExitCode);
        Assert.Equal(3, (await stranger).ExitCode);
    }

    [Fact]
    public async Task A_resume_of_what_runs_already_disturbs_nothing_and_follows()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var journal = new JournalWatch(home.Folder);
        using var owner = BuiltCommand.Start(home.Folder.Root, "launch", tiny.Sweep, "--slots", "1", "--set", "budget.trials=500");
        await journal.UntilAsync("tiny", rows => rows.OfType<EpochMeasured>().Any());

        using var follower = BuiltCommand.Start(home.Folder.Root, "resume");
        await follower.LineAsync("complete: reached the last epoch");
        await owner.SignalAsync("TERM");
        var (owned, followed) = (await owner.EndAsync(), await follower.EndAsync());

        Assert.Equal((130, 130), (owned.ExitCode, followed.ExitCode));
        Assert.Single(await journal.ReadAsync("tiny"), e => e is StatusChanged { Status: ExperimentStatus.Running });
    }

    [Fact]
    public async Task Who_follows_an_owner_that_is_killed_learns_it()
    {
        using var journal = new JournalWatch(home.Folder);
        using var owner = BuiltCommand.Start(home.Folder.Root, "launch", tiny.Sweep, "--slots", "1", "--set", "budget.trials=500");
        await owner.LineAsync("Ctrl-C pauses");
        using var follower = BuiltCommand.Start(home.Folder.Root, "launch", tiny.Sweep, "--set", "name=second");
        await follower.LineAsync("runs in process");

        owner.Kill();
        var followed = await follower.EndAsync();

        Assert.Equal(1, followed.ExitCode);
        Assert.Contains($"does not run any more: process {owner.Id} ended; search resume second-", followed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_detached_launch_that_fails_says_why_with_its_exit_code()
    {
        var answer = await BuiltCommand.RunAsync(home.Folder.Root, "launch", tiny.Sweep, "--detach", "--set", "data.path=none");

        Assert.Equal((2, ""), (answer.ExitCode, answer.Out));
        Assert.Contains("none", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_for_metrics_is_refused_before_anything_is_made()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var answer = await BuiltCommand.RunAsync(home.Folder.Root, "launch", tiny.Sweep, "--metrics", $"{port}");

        Assert.Equal(2, answer.ExitCode);
        Assert.StartsWith($"--metrics is {port}, but that port cannot be opened", answer.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(home.Folder.Root));
    }

    [Fact]
    public async Task A_demo_leaves_another_demo_that_runs_alone()
    {
        var demo = HomeFolder.Resolve(home.At("demo"), _ => null);
        demo.Create();
        await File.WriteAllTextAsync(Path.Combine(demo.Experiments, "demo-0001.db"), "journal", TestContext.Current.CancellationToken);
        using var held = HomeLock.TryAcquire(demo);

        var answer = await BuiltCommand.RunAsync(home.Folder.Root, "demo");

        Assert.Equal(1, answer.ExitCode);
        Assert.StartsWith($"Another demo runs in {demo.Root}", answer.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(demo.Experiments, "demo-0001.db")));
    }

    /// <summary>Knocks at a real owner's gateway with a secret of its own making.</summary>
    private static async Task<Answer> StrangerAsync(Gateway owner)
    {
        using var stranger = new TestHome();
        await stranger.AddAsync("one-0001", maxEpochs: 4);
        using var held = HomeLock.TryAcquire(stranger.Folder);
        GatewayFile.Write(stranger.Folder, owner with { ClusterId = Gateway.NewClusterId() });
        return await stranger.RunAsync("pause", "one");
    }
}
