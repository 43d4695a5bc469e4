using Search.Experiments;
using Xunit;

namespace Search.Client.Tests.Processes;

[Collection(TinySearches.Name)]
public sealed class FullDiskTests(TinySearches tiny) : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task A_journal_that_cannot_grow_pauses_the_search_and_with_room_it_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no limit on the size of files.");
        using var journal = new JournalWatch(home.Folder);

        // No file may grow beyond so many blocks of 512 bytes: the images and checkpoints stay below, the journal does not.
        using var limited = BuiltCommand.StartAfter("trap '' XFSZ; ulimit -f 650", home.Folder.Root, "launch", tiny.Sweep, "--slots", "1", "--set", "budget.trials=500");
        var full = await limited.EndAsync();
        var before = await journal.ReadAsync("tiny");
        using var resumed = BuiltCommand.Start(home.Folder.Root, "resume", "--slots", "1");
        await journal.UntilAsync("tiny", rows => rows.OfType<EpochMeasured>().Count() > before.OfType<EpochMeasured>().Count());

        Assert.Equal((1, ""), (full.ExitCode, full.Out));
        Assert.Contains($"The search is paused at its last durable state; search resume {ExperimentState.Fold(before).Id} goes on.", full.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", full.Error, StringComparison.Ordinal);
        Assert.NotEmpty(before.OfType<EpochMeasured>());
    }
}
