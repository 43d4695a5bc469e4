using Search.Experiments;
using Xunit;

namespace Search.Client.Tests.Processes;

[Collection(TinySearches.Name)]
public sealed class SignalTests(TinySearches tiny) : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_that_asks_the_process_to_end_pauses_the_search(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var journal = new JournalWatch(home.Folder);
        using var search = BuiltCommand.Start(home.Folder.Root, "launch", tiny.Sweep, "--slots", "1", "--set", "budget.trials=500");
        var before = ExperimentState.Fold(await journal.UntilAsync("tiny", rows => rows.OfType<EpochMeasured>().Any()));

        await search.SignalAsync(signal);
        if (signal == "HUP")
            await search.SignalAsync(signal); // a closing window sends it twice: itself, and through the shell
        var paused = await search.EndAsync();
        var after = ExperimentState.Fold(await journal.ReadAsync("tiny"));

        Assert.Equal((130, ""), (paused.ExitCode, paused.Out));
        Assert.Contains($"Paused. Go on with: search resume {before.Id}\n", paused.Error, StringComparison.Ordinal);
        Assert.Equal(ExperimentStatus.Paused, after.Status);
        Assert.DoesNotContain(after.Trials, trial => trial.State == TrialState.Running);
        Assert.False(File.Exists(home.Folder.GatewayFile));
    }

    [Fact]
    public async Task Ctrl_C_pauses_and_the_line_printed_resumes_the_search_to_its_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var journal = new JournalWatch(home.Folder);
        using var search = BuiltCommand.Start(home.Folder.Root, "launch", tiny.Sweep);
        await journal.UntilAsync("tiny", rows => rows.OfType<EpochMeasured>().Any());
        await search.SignalAsync("INT");
        var paused = await search.EndAsync();
        var way = paused.Error.Split("Go on with: search ")[1].TrimEnd();

        var resumed = await BuiltCommand.RunAsync(home.Folder.Root, way.Split(' '));

        Assert.Equal((130, 0), (paused.ExitCode, resumed.ExitCode));
        Assert.Contains("Winner: trial ", resumed.Out, StringComparison.Ordinal);
        Assert.Contains("Again: search launch ", resumed.Out, StringComparison.Ordinal);
    }
}
