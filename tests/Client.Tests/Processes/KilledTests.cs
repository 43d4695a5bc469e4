using Search.Bench.Exactness;
using Search.Experiments;
using Xunit;

namespace Search.Client.Tests.Processes;

[Collection(TinySearches.Name)]
public sealed class KilledTests(TinySearches tiny)
{
    [Fact]
    public async Task A_search_killed_again_and_again_ends_like_one_left_in_peace()
    {
        using var quiet = new TestHome();
        using var harried = new TestHome();
        using var journal = new JournalWatch(harried.Folder);
        Func<List<ExperimentEvent>, bool>[] moments =
        [
            rows => rows.OfType<EpochMeasured>().Count() >= 4,
            rows => rows.OfType<StageStarted>().Any(stage => stage.Stage == 2) && rows[^1] is EpochMeasured,
            rows => rows.OfType<StageStarted>().Any(stage => stage.Stage == 4) && rows[^1] is EpochMeasured,
        ];

        var left = await BuiltCommand.RunAsync(quiet.Folder.Root, "launch", tiny.Sweep, "--slots", "1");
        string[] command = ["launch", tiny.Sweep];
        foreach (var moment in moments)
        {
            using var search = BuiltCommand.Start(harried.Folder.Root, [.. command, "--slots", "1"]);
            await journal.UntilAsync("tiny", moment);
            search.Kill();
            command = ["resume"];
        }
        var list = await harried.RunAsync("list");
        var last = await BuiltCommand.RunAsync(harried.Folder.Root, "resume", "--slots", "1");
        using var untouched = new JournalWatch(quiet.Folder);
        var (expected, got) = (await untouched.ReadAsync("tiny"), await journal.ReadAsync("tiny"));

        Assert.Equal((0, 0), (left.ExitCode, last.ExitCode));
        Assert.Contains("interrupted", list.Out, StringComparison.Ordinal); // although the killed process left its gateway's file
        Assert.InRange(got.OfType<AttemptEnded>().Count(ended => ended.State == TrialState.Interrupted), 1, moments.Length);
        Assert.Empty(Comparison.Everything(expected, got));
        Assert.Empty(Comparison.BrokenPromises(got));
        Assert.Equal(Winner(left), Winner(last));
        Assert.DoesNotContain("stage learningRate started", last.Error, StringComparison.Ordinal); // what was seen before the kill is not told again
    }

    private static string Winner(Answer answer) => Assert.Single(answer.Lines, line => line.StartsWith("Winner: ", StringComparison.Ordinal));
}
