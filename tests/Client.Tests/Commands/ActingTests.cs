using Search.Experiments;
using Search.Store.Home;
using Xunit;

namespace Search.Client.Tests.Commands;

public sealed class ActingTests : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task Without_an_owner_pausing_is_journaled()
    {
        await home.AddAsync("one-0001", maxEpochs: 4);

        var answer = await home.RunAsync("pause", "one");

        Assert.Equal((0, "one-0001 is paused: search resume one-0001 goes on with it."), (answer.ExitCode, answer.Out.TrimEnd()));
        Assert.Equal("paused", await StatusAsync("one"));
    }

    [Fact]
    public async Task Pausing_twice_is_refused_with_its_status_and_exit_1()
    {
        await home.AddAsync("one-0001", maxEpochs: 4);
        await home.RunAsync("pause", "one");

        var answer = await home.RunAsync("pause", "one");

        Assert.Equal((1, "one-0001 is paused, not running."), (answer.ExitCode, answer.Error.TrimEnd()));
    }

    [Fact]
    public async Task A_cancelled_search_has_no_trial_that_is_not_over()
    {
        await home.AddAsync("one-0001", maxEpochs: 4);

        await home.RunAsync("cancel", "one");

        Assert.Equal("cancelled", await StatusAsync("one"));
        var rows = (await home.RunAsync("leaderboard", "one", "--json")).Json.GetProperty("rows");
        Assert.All(rows.EnumerateArray(), row => Assert.Contains(row.GetProperty("state").GetString(), (string[])["cancelled", "completed", "stopped", "failed"]));
    }

    [Fact]
    public async Task Extending_a_completed_search_plans_another_round()
    {
        await home.AddAsync("one-0001");

        var answer = await home.RunAsync("extend", "one", "--trials", "4");

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("search resume one-0001 runs them", answer.Out, StringComparison.Ordinal);
        var stages = (await home.RunAsync("show", "one", "--json")).Json.GetProperty("stages");
        Assert.Equal(["joint#2", "promote#2", "retune#2"], stages.EnumerateArray().Where(stage => stage.GetProperty("state").GetString() == "planned").Select(stage => stage.GetProperty("stage").GetString()));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    public async Task A_wider_space_is_journaled_shown_and_searched(int maxEpochs)
    {
        await home.AddAsync("one-0001", maxEpochs, Photos);

        var answer = await home.RunAsync("extend", "one", "--trials", "12", "--set", "space.dropout={ uniform: [0, 0.9] }", "--set", "space.optimizer=[adam, sgd]");

        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        Assert.StartsWith("one-0001 searches a wider space from its next proposal on: optimizer choice [adam, sgd] (was adam), dropout uniform [0, 0.9] (was uniform [0, 0.5]), momentum 0.9 (new).", answer.Out, StringComparison.Ordinal);
        var widening = Assert.Single((await home.RunAsync("show", "one", "--json")).Json.GetProperty("widenings").EnumerateArray());
        Assert.Equal("dropout uniform [0, 0.9] (was uniform [0, 0.5])", widening.GetProperty("changes")[1].GetString());
        var from = widening.GetProperty("fromTrial").GetInt32();
        Assert.Contains($"space widened from trial {from} on: optimizer", (await home.RunAsync("show", "one")).Out, StringComparison.Ordinal);
        var state = await ContinuedAsync("one-0001");
        Assert.Equal(ExperimentStatus.Completed, state.Status);
        Assert.Contains(state.Trials.Skip(from), trial => trial.Plan.Configuration["optimizer"].Text == "sgd" && trial.Plan.Configuration["momentum"].Number == 0.9);
        var file = Search.Specs.SweepFile.Read((await home.RunAsync("export", "one", "--configuration", "--trial", "0")).Out, "/");
        Assert.True(file.IsGood, string.Join('\n', file.Errors));
    }

    [Theory]
    [InlineData("--set space.dropout.uniform=[0.1,0.9]", "space.dropout is uniform [0.1, 0.9], but must hold every value of uniform [0, 0.5]")]
    [InlineData("--set space.dropout=0.3", "space.dropout is 0.3, but must hold every value of uniform [0, 0.5]")]
    [InlineData("--set space.dropout.uniform=[0,0.5]", "is what one-0001 searches already")]
    [InlineData("--set space.dropuot=[0,0.5]", "dropout")]
    [InlineData("--set budget.trials=90 --trials 3", "only the space of a search can be changed later")]
    [InlineData("--set space.augmentation.rotation=[0,15,30]", "space.augmentation differs")]
    [InlineData("", "Give --trials N, --set space.<name>=<domain>, or both.")]
    public async Task What_is_not_wider_is_exit_2_and_changes_nothing(string options, string reason)
    {
        await home.AddAsync("one-0001", maxEpochs: 4, Photos);
        var before = (await home.RunAsync("show", "one", "--json")).Out;

        var answer = await home.RunAsync(["extend", "one", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(ExitCode.Usage, answer.ExitCode);
        Assert.Contains(reason, answer.Error, StringComparison.Ordinal);
        Assert.Equal(before, (await home.RunAsync("show", "one", "--json")).Out);
    }

    [Fact]
    public async Task Failed_trials_are_retried_and_counted()
    {
        var state = await home.AddAsync("one-0001", curves: new TestHome.Diverging());
        Assert.Equal("failed", await StatusAsync("one"));

        var answer = await home.RunAsync("retry", "one", "--failed");

        Assert.True(state.Stage!.Trials.Count > 1);
        Assert.StartsWith($"{state.Stage.Trials.Count} failed trials of one-0001 are tried again", answer.Out, StringComparison.Ordinal);
        Assert.Equal("paused", await StatusAsync("one"));
    }

    [Fact]
    public async Task One_trial_can_be_stopped_and_an_unknown_one_is_exit_4()
    {
        await home.AddAsync("one-0001", maxEpochs: 4);
        var running = (await home.RunAsync("leaderboard", "one", "--json")).Json.GetProperty("rows").EnumerateArray()
            .First(row => row.GetProperty("state").GetString() == "running").GetProperty("trial").GetInt32();

        var stopped = await home.RunAsync("stop", "one", $"{running}");

        Assert.Equal(0, stopped.ExitCode);
        Assert.Equal("stopped", (await home.RunAsync("trial", "one", $"{running}", "--json")).Json.GetProperty("state").GetString());
        Assert.Equal(1, (await home.RunAsync("stop", "one", $"{running}")).ExitCode);
        Assert.Equal(4, (await home.RunAsync("stop", "one", "99")).ExitCode);
    }

    [Fact]
    public async Task What_was_done_without_an_owner_continues_to_the_same_end_as_the_fold_says()
    {
        await home.AddAsync("one-0001", maxEpochs: 4);
        await home.RunAsync("pause", "one");
        await home.RunAsync("extend", "one", "--trials", "2");

        Assert.Equal(ExperimentStatus.Completed, (await ContinuedAsync("one-0001")).Status);
    }

    [Fact]
    public async Task Deleting_takes_the_journal_the_checkpoints_and_the_runs_and_nothing_else()
    {
        await home.AddAsync("one-0001", maxEpochs: 2);
        await home.AddAsync("one-00012", maxEpochs: 2);
        string[] gone = [home.Folder.Checkpoints("one-0001"), home.At("runs", "cats", "202601010000-cnn-lr0.1-do0-one-0001-3")];
        string[] kept = [home.Folder.Checkpoints("one-00012"), home.At("runs", "cats", "202601010000-cnn-lr0.1-do0-one-00012-3")];
        foreach (var folder in gone.Concat(kept))
            Directory.CreateDirectory(folder);

        var answer = await home.RunAsync("delete", "one-0001");

        Assert.Equal(0, answer.ExitCode);
        Assert.DoesNotContain(gone, Directory.Exists);
        Assert.All(kept, folder => Assert.True(Directory.Exists(folder)));
        Assert.Equal(4, (await home.RunAsync("show", "one-0001.")).ExitCode);
        Assert.Equal(0, (await home.RunAsync("show", "one-00012")).ExitCode);
    }

    [Fact]
    public async Task A_person_is_asked_before_anything_is_deleted()
    {
        using var person = new TestHome { IsTerminal = true, Input = "n\n" };
        await person.AddAsync("one-0001", maxEpochs: 2);

        var answer = await person.RunAsync("delete", "one");

        Assert.Equal((1, 0), (answer.ExitCode, (await person.RunAsync("show", "one")).ExitCode));
    }

    [Theory]
    [InlineData("delete one")]
    [InlineData("clean")]
    public async Task Nothing_is_removed_while_another_process_owns_the_home(string line)
    {
        await home.AddAsync("one-0001", maxEpochs: 2);
        using var held = HomeLock.TryAcquire(home.Folder);

        var answer = await home.RunAsync(line.Split(' '));

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("Another process owns", answer.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await home.RunAsync("show", "one")).ExitCode);
    }

    [Fact]
    public async Task Cleaning_frees_what_nobody_needs_and_keeps_what_a_search_may_resume_from()
    {
        await home.AddAsync("done-0001");
        await home.AddAsync("begun-0001", maxEpochs: 4);
        foreach (var id in (string[])["done-0001", "begun-0001", "deleted-0001"])
        {
            Directory.CreateDirectory(home.Folder.Checkpoints(id, 0));
            await File.WriteAllTextAsync(Path.Combine(home.Folder.Checkpoints(id, 0), "3.ckpt"), "weights", TestContext.Current.CancellationToken);
        }
        await File.WriteAllTextAsync(home.At("gateway.json.new"), "draft", TestContext.Current.CancellationToken);

        var wouldBe = await home.RunAsync("clean", "--dry-run");
        var answer = await home.RunAsync("clean");

        Assert.Equal("19 B would be freed.", wouldBe.Out.TrimEnd());
        Assert.Equal("19 B freed.", answer.Out.TrimEnd());
        Assert.Equal(["begun-0001"], Directory.GetDirectories(home.At("checkpoints")).Select(Path.GetFileName));
        Assert.False(File.Exists(home.At("gateway.json.new")));
    }

    private async Task<string?> StatusAsync(string id) => (await home.RunAsync("show", id, "--json")).Json.GetProperty("status").GetString();

    internal static ExperimentSpec Photos { get; } = Search.Specs.SweepFile.Read(
        """
        data: { path: photos }
        space: { dropout: { uniform: [0, 0.5] }, augmentation: { horizontalFlip: [false, true] } }
        sampler: random
        maxEpochs: 3
        budget: { trials: 20 }
        """, "/").Spec!;

    /// <summary>The experiment as it would end if it were resumed; its journal stays as it is.</summary>
    private async Task<ExperimentState> ContinuedAsync(string id)
    {
        await using var store = new Search.Store.Sqlite.SqliteExperimentStore(home.Folder.Experiments);
        var journal = new List<ExperimentEvent>();
        await foreach (var row in store.ReadAsync(id, 0, TestContext.Current.CancellationToken))
            journal.Add(EventJson.Read(row.Payload.Span));
        var resumed = Experiment.Load(journal);
        new Search.Simulation.Simulator(resumed, new Search.Simulation.SyntheticCurves { TestImages = 200 }, 2).Run();
        return resumed.State;
    }
}
