using Xunit;

namespace Search.Client.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task Help_names_every_command_and_touches_nothing()
    {
        var answer = await home.RunAsync("--help");

        Assert.Equal(0, answer.ExitCode);
        foreach (var command in "demo init preview simulate doctor launch train resume list show watch leaderboard trial logs compare pause cancel extend retry stop delete clean export".Split(' '))
            Assert.Contains($"  {command} ", answer.Out, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(home.Folder.Root));
    }

    [Theory]
    [InlineData("lanuch", "launch")]
    [InlineData("leaderbord", "leaderboard")]
    [InlineData("expotr", "export")]
    public async Task A_mistyped_command_gets_the_nearest_one(string typed, string meant)
    {
        var answer = await home.RunAsync(typed, "x");

        Assert.Equal((2, ""), (answer.ExitCode, answer.Out));
        Assert.Contains($"\"{typed}\" is not a command: did you mean {meant}?", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list --jsno", "--json")]
    [InlineData("--json list", "--json belongs behind the command: search list --json.")]
    [InlineData("show", "ID is missing")]
    [InlineData("leaderboard x --top 0", "--top is \"0\", but must be a whole number of at least 1.")]
    [InlineData("trial x minus", "N is \"minus\", but must be a whole number of at least 0.")]
    [InlineData("launch", "SPEC is missing")]
    [InlineData("simulate", "SPEC is missing")]
    [InlineData("simulate a.yaml", "exactly one of --curves FILE, --function NAME and --objective COMMAND")]
    [InlineData("simulate a.yaml --function branin --curves b.csv", "exactly one of")]
    [InlineData("simulate none.yaml --function branin", "none.yaml")]
    [InlineData("simulate a.yaml --function branin --failures 2", "--failures is \"2\", but must be a chance from 0 to 1.")]
    [InlineData("simulate a.yaml --function branin --workers 0", "--workers is \"0\"")]
    [InlineData("launch a.yaml --slots 0", "--slots is \"0\"")]
    [InlineData("launch a.yaml --metrics 70000", "from 0 to 65535")]
    [InlineData("extend x", "--trials")]
    [InlineData("extend x --trials many", "--trials is \"many\"")]
    [InlineData("retry x", "--failed")]
    [InlineData("train a.yaml --configuration dropout", "must be name=value")]
    [InlineData("export x", "Give one of")]
    [InlineData("preview none.yaml", "none.yaml")]
    [InlineData("preview none.yaml --images-per-second fast", "must be a number above 0")]
    public async Task Bad_usage_gets_a_sentence_and_exit_2(string line, string sentence)
    {
        var answer = await home.RunAsync(line.Split(' '));

        Assert.Equal(2, answer.ExitCode);
        Assert.Empty(answer.Out);
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis://:secret@nowhere", null, 2, "names no cluster")]
    [InlineData(null, "http://localhost/c1", 2, "is of no known kind")]
    [InlineData("redis://:secret@127.0.0.1:1/c1?timeoutSeconds=1", null, 3, "127.0.0.1:1")]
    public async Task A_cluster_that_cannot_be_meant_or_reached_gets_a_sentence_without_its_password(string? option, string? variable, int exitCode, string sentence)
    {
        if (variable is not null)
            home.Variables["SEARCH_CLUSTER"] = variable;

        var answer = await home.RunAsync([.. option is null ? Array.Empty<string>() : ["--cluster", option], "list"]);

        Assert.Equal(exitCode, answer.ExitCode);
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_without_a_cluster_is_a_mistake()
    {
        var answer = await home.RunAsync("silo", "--name", "s1");

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("--cluster", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_runs_experiments_gets_the_options_as_given()
    {
        var owner = new RecordingOwner();
        using var other = new TestHome { Owner = owner };

        var launched = await other.RunAsync("launch", "-", "--slots", "3", "--detach", "--set", "seed=2", "--set", "model=mlp", "--metrics", "0");
        var trained = await other.RunAsync("train", "a.yaml", "--configuration", "dropout=0", "learningRate=1e-3", "--set", "seed=2");

        Assert.Equal((7, 7), (launched.ExitCode, trained.ExitCode));
        Assert.Equal("launch - 3 True 0 [seed=2 model=mlp]; train a.yaml [dropout=0 learningRate=1e-3] [seed=2] ", string.Join("; ", owner.Calls));
    }

    [Fact]
    public async Task Resume_finds_the_latest_experiment_that_is_not_over()
    {
        var owner = new RecordingOwner();
        using var other = new TestHome { Owner = owner };
        await other.AddAsync("done-0001", launchedAfterSeconds: 1000);
        await other.AddAsync("begun-0001", maxEpochs: 4);

        await other.RunAsync("resume");
        await other.RunAsync("resume", "done", "--slots", "2");

        Assert.Equal(["resume begun-0001 ", "resume done-0001 2"], owner.Calls);
    }

    [Fact]
    public async Task With_nothing_to_resume_the_exit_code_is_4()
    {
        await home.AddAsync("done-0001");

        Assert.Equal(4, (await home.RunAsync("resume")).ExitCode);
    }

    [Fact]
    public async Task An_unexpected_error_is_one_line_without_a_stack_trace()
    {
        using var other = new TestHome { Owner = new RecordingOwner { Error = new FormatException("oops") } };

        var answer = await other.RunAsync("demo");

        Assert.Equal(1, answer.ExitCode);
        Assert.Equal("Something unexpected went wrong: FormatException: oops", answer.Error.TrimEnd());
    }

    [Fact]
    public async Task An_interrupted_command_ends_with_130()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        using var other = new TestHome { Owner = new RecordingOwner(), Interrupted = cancelled.Token };
        await other.AddAsync("begun-0001", maxEpochs: 4);

        Assert.Equal(130, (await other.RunAsync("watch", "latest")).ExitCode);
    }
}
