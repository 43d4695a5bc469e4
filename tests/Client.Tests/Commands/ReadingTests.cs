using System.Text.Json;
using System.Text.RegularExpressions;
using Search.Experiments;
using Search.Store.Sqlite;
using Xunit;

namespace Search.Client.Tests.Commands;

public sealed partial class ReadingTests : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("list")]
    [InlineData("show latest")]
    [InlineData("leaderboard latest")]
    [InlineData("leaderboard latest --stage all")]
    [InlineData("trial latest 0")]
    [InlineData("logs latest 0")]
    [InlineData("compare latest latest")]
    [InlineData("doctor")]
    public async Task Every_reading_command_gives_one_JSON_object_and_nothing_else(string line)
    {
        await home.AddAsync("one-0001");

        var answer = await home.RunAsync([.. line.Split(' '), "--json"]);

        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        Assert.Equal(JsonValueKind.Object, answer.Json.ValueKind);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("show latest")]
    [InlineData("leaderboard latest")]
    [InlineData("trial latest 0")]
    [InlineData("logs latest 0")]
    [InlineData("compare latest latest")]
    [InlineData("doctor")]
    public async Task Every_member_of_every_document_is_documented(string line)
    {
        await home.AddAsync("one-0001");
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Search.sln")))
            root = root.Parent!;
        var documented = await File.ReadAllTextAsync(Path.Combine(root.FullName, "docs", "json.md"), TestContext.Current.CancellationToken);

        var answer = await home.RunAsync([.. line.Split(' '), "--json"]);

        Assert.All(Members(answer.Json).Distinct(), member => Assert.Contains($"`{member}`", documented, StringComparison.Ordinal));

        static IEnumerable<string> Members(JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Members),
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.Name == "configuration" ? [member.Name] : Members(member.Value).Prepend(member.Name)),
            _ => [],
        };
    }

    [Theory]
    [InlineData("list")]
    [InlineData("show latest")]
    [InlineData("leaderboard latest")]
    [InlineData("trial latest 0")]
    [InlineData("logs latest 0")]
    [InlineData("compare latest latest")]
    [InlineData("watch latest")]
    public async Task Piped_output_has_no_colour_no_frames_and_no_tabs(string line)
    {
        await home.AddAsync("one-0001");

        var answer = await home.RunAsync(line.Split(' '));

        Assert.Equal(0, answer.ExitCode);
        Assert.NotEmpty(answer.Lines);
        Assert.DoesNotContain(answer.Out, character => character is '\t' or '\u001b' or >= '\u2500' and <= '\u257f');
    }

    [Fact]
    public async Task A_terminal_gets_colour_unless_NO_COLOR_is_set()
    {
        using var person = new TestHome { IsTerminal = true };
        await person.AddAsync("one-0001");

        var coloured = await person.RunAsync("list");
        person.Variables["NO_COLOR"] = "1";
        var plain = await person.RunAsync("list");

        Assert.Contains("\u001b[", coloured.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[3", plain.Out, StringComparison.Ordinal);
        Assert.Contains("one-0001", plain.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_leaderboard_is_the_one_of_the_journal_and_top_cuts_it()
    {
        var state = await home.AddAsync("one-0001");

        var board = (await home.RunAsync("leaderboard", "one-0001", "--json")).Json;
        var lines = (await home.RunAsync("leaderboard", "one", "--top", "2")).Lines;

        Assert.Equal(state.Stage!.HandOn!.Selected[0], board.GetProperty("winner").GetInt32());
        Assert.Equal(state.Stages[^1].Trials.Count, board.GetProperty("rows").GetArrayLength());
        Assert.Equal(4, lines.Length); // headings, two rows, the gain
        Assert.StartsWith("gain of re-tuning over carried:", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_stage_is_bad_usage_and_names_those_begun()
    {
        await home.AddAsync("one-0001");

        var answer = await home.RunAsync("leaderboard", "latest", "--stage", "jiont");

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("learningRate, augmentation, joint, promote, retune", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identifier_may_be_a_unique_prefix_or_latest()
    {
        await home.AddAsync("cat-0001", maxEpochs: 2, launchedAfterSeconds: 5);
        await home.AddAsync("cat-00", maxEpochs: 2);
        await home.AddAsync("dog-0001", maxEpochs: 2);

        Assert.Equal("cat-0001", await ShownAsync("latest"));
        Assert.Equal("dog-0001", await ShownAsync("d"));
        Assert.Equal("cat-00", await ShownAsync("cat-00"));

        async Task<string?> ShownAsync(string word) => (await home.RunAsync("show", word, "--json")).Json.GetProperty("experiment").GetString();
    }

    [Theory]
    [InlineData("cat", "\"cat\" may mean cat-0001, cat-0002")]
    [InlineData("cow", "there are cat-0001, cat-0002")]
    [InlineData("", "there are cat-0001, cat-0002")]
    public async Task An_identifier_of_none_or_several_is_exit_4_with_the_candidates(string word, string sentence)
    {
        await home.AddAsync("cat-0001", maxEpochs: 2);
        await home.AddAsync("cat-0002", maxEpochs: 2);

        var answer = await home.RunAsync("show", word);

        Assert.Equal((4, ""), (answer.ExitCode, answer.Out));
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trial")]
    [InlineData("logs")]
    public async Task A_trial_that_is_not_there_is_exit_4(string command)
    {
        var state = await home.AddAsync("one-0001", maxEpochs: 3);

        var answer = await home.RunAsync(command, "one", "99");

        Assert.Equal(4, answer.ExitCode);
        Assert.Contains($"its trials are 0 to {state.Trials.Count - 1}", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_home_has_an_empty_list_and_stays_untouched()
    {
        var answer = await home.RunAsync("list", "--json");

        Assert.Equal(0, answer.ExitCode);
        Assert.Equal(0, answer.Json.GetProperty("experiments").GetArrayLength());
        Assert.Empty(Directory.EnumerateFileSystemEntries(home.Folder.Root));
    }

    [Fact]
    public async Task A_damaged_experiment_is_listed_with_its_sentence_and_the_others_work()
    {
        await home.AddAsync("good-0001", maxEpochs: 2);
        await File.WriteAllTextAsync(home.At("experiments", "bad-0001.db"), "this is no database, and long enough to be read as one", TestContext.Current.CancellationToken);

        var list = (await home.RunAsync("list", "--json")).Json;
        var shown = await home.RunAsync("show", "bad");

        Assert.Equal("good-0001", list.GetProperty("experiments")[0].GetProperty("experiment").GetString());
        Assert.Equal("bad-0001", list.GetProperty("damaged")[0].GetProperty("experiment").GetString());
        Assert.Contains("damaged", list.GetProperty("damaged")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, shown.ExitCode);
        Assert.Contains("bad-0001.db is damaged", shown.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await home.RunAsync("leaderboard", "latest")).ExitCode);
    }

    [Theory]
    [InlineData("not even JSON", "row 2")]
    [InlineData("""{"event":"epoch","trial":7,"measurement":{"attempt":1,"epoch":1}}""", "row 2")]
    [InlineData("""{"event":"unheardOf"}""", "row 2")]
    public async Task A_row_that_cannot_follow_is_damage_with_its_number(string row, string named)
    {
        await home.AddAsync("one-0001", maxEpochs: 0);
        await using (var store = new SqliteExperimentStore(home.Folder.Experiments))
        {
            await store.TryCreateAsync("bad-0001", TestContext.Current.CancellationToken);
            var created = EventJson.Write(new ExperimentCreated("bad-0001", TestHome.Spec, TestHome.Data, DateTimeOffset.UnixEpoch));
            await store.AppendAsync("bad-0001", 0, [created, System.Text.Encoding.UTF8.GetBytes(row)], TestContext.Current.CancellationToken);
        }

        var answer = await home.RunAsync("show", "bad");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains($"bad-0001 is damaged at {named}", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_experiment_without_its_process_is_called_interrupted()
    {
        await home.AddAsync("one-0001", maxEpochs: 4);

        var shown = await home.RunAsync("show", "one");

        Assert.Contains("interrupted (its process ended)", shown.Lines[0], StringComparison.Ordinal);
        Assert.Contains("search resume one-0001 goes on with it", shown.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_tell_a_trial_from_its_birth_to_its_end()
    {
        await home.AddAsync("one-0001");

        var entries = (await home.RunAsync("logs", "one", "0", "--json")).Json.GetProperty("entries");

        Assert.Equal(["added", "attempt", "prepared", "epoch", "decided"], entries.EnumerateArray().Select(entry => entry.GetProperty("event").GetString()).Take(5));
    }

    [Fact]
    public async Task Two_searches_on_the_same_split_are_compared_image_by_image()
    {
        await home.AddAsync("a-0001");
        await home.AddAsync("b-0001", spec: TestHome.Spec with { Seed = 2 });

        var comparison = (await home.RunAsync("compare", "a-0001", "b-0001", "--json")).Json;

        Assert.InRange(comparison.GetProperty("pValue").GetDouble(), 0, 1);
        Assert.Contains(comparison.GetProperty("differences").EnumerateArray(), difference => difference.GetProperty("key").GetString() == "learningRate");
    }

    [Fact]
    public async Task Quiet_leaves_only_the_result()
    {
        await home.AddAsync("one-0001");

        var answer = await home.RunAsync("leaderboard", "latest", "--quiet");

        Assert.Equal("", answer.Error);
        Assert.NotEmpty(answer.Out);
    }

    [Fact]
    public async Task Watching_a_search_that_rests_tells_its_story_and_ends()
    {
        var state = await home.AddAsync("one-0001");

        var answer = await home.RunAsync("watch", "one");

        Assert.Equal(ExperimentStatus.Completed, state.Status);
        Assert.Equal("one-0001 running", answer.Lines[0]);
        Assert.Equal("one-0001 completed", answer.Lines[^1]);
        foreach (var stage in state.Spec.Stages)
            Assert.Contains(answer.Lines, line => line.StartsWith($"stage {stage} done", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Watching_a_search_whose_process_died_ends_with_the_way_on()
    {
        await home.AddAsync("one-0001", maxEpochs: 4);

        var answer = await home.RunAsync("watch", "one");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("search resume one-0001", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_watches_a_picture_with_stage_progress_and_leaders()
    {
        using var person = new TestHome { IsTerminal = true };
        await person.AddAsync("one-0001", maxEpochs: 12);

        var answer = await person.RunAsync("watch", "one");

        Assert.Contains("one-0001: running, stage", answer.Out, StringComparison.Ordinal);
        Assert.Contains("left", answer.Out, StringComparison.Ordinal);
        Assert.Contains("simulated/0", answer.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 24)]
    [InlineData(70, 20)]
    public async Task A_live_picture_fits_the_terminal(int width, int height)
    {
        using var person = new TestHome { IsTerminal = true, Size = (width, height) };
        await person.AddAsync("one-0001", maxEpochs: 30);

        var answer = await person.RunAsync("watch", "one");
        string[] lines = [.. Escapes().Replace(answer.Out, "").Split('\n', StringSplitOptions.RemoveEmptyEntries)];

        Assert.InRange(lines.Length, 5, height - 1);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        Assert.Contains(lines, line => line.StartsWith("one-0001: running, stage ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.TrimStart().StartsWith("1 ", StringComparison.Ordinal)); // the leader, on one line
    }

    [GeneratedRegex("\\u001b\\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escapes();
}
