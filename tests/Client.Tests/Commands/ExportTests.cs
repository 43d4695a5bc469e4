using Search.Client.Experiments;
using Search.Experiments;
using Search.Objectives;
using Search.Simulation;
using Xunit;

namespace Search.Client.Tests.Commands;

public sealed class ExportTests : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task The_best_model_is_that_of_the_winner()
    {
        var state = await home.AddAsync("one-0001");
        var winner = state.Stage!.HandOn!.Selected[0];
        await RunFolderAsync("one-0001", winner, "the winner's weights");
        var to = home.At("best.safetensors");

        var answer = await home.RunAsync("export", "one", "--trial", "best", "--to", to);

        Assert.Equal((0, to), (answer.ExitCode, answer.Out.TrimEnd()));
        Assert.Equal("the winner's weights", await File.ReadAllTextAsync(to, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_best_epoch_is_taken_from_its_own_file_unless_it_is_the_last()
    {
        var state = await home.AddAsync("one-0001", curves: new RisingOrFalling());
        int Best(Trial trial) => BestEpoch.Of(trial.Measurements.Select(measured => measured.Value), state.Spec.Objective)!.Value;
        var (early, late) = (state.Trials.First(trial => trial.Epoch > 1 && Best(trial) < trial.Epoch), state.Trials.First(trial => trial.Epoch > 1 && Best(trial) == trial.Epoch));
        foreach (var trial in new[] { early.Number, late.Number })
            await RunFolderAsync("one-0001", trial, "the last epoch's weights");
        await File.WriteAllTextAsync(Path.Combine(RunFolders.Of(home.Folder, "one-0001", early.Number)!, "model.best.safetensors"), "the best epoch's weights", TestContext.Current.CancellationToken);

        var answers = new Dictionary<string, string>();
        foreach (var (trial, epoch) in new[] { (early, "best"), (early, "last"), (late, "best"), (late, "last") })
        {
            var answer = await home.RunAsync("export", "one", "--trial", $"{trial.Number}", "--epoch", epoch, "--to", home.At("m.safetensors"));
            Assert.Equal(0, answer.ExitCode);
            answers.Add($"{(trial == early ? "early" : "late")} {epoch}", await File.ReadAllTextAsync(home.At("m.safetensors"), TestContext.Current.CancellationToken));
        }

        Assert.Equal("the best epoch's weights", answers["early best"]);
        Assert.All(answers.Where(answer => answer.Key != "early best"), answer => Assert.Equal("the last epoch's weights", answer.Value));
    }

    [Fact]
    public async Task A_trial_without_a_model_is_told_how_to_get_one()
    {
        await home.AddAsync("one-0001");

        var answer = await home.RunAsync("export", "one", "--trial", "0", "--to", home.At("m.safetensors"));

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("search export one-0001 --trial 0 --configuration", answer.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(home.At("m.safetensors")));
    }

    [Fact]
    public async Task The_configuration_is_the_runs_own_file_where_there_is_one()
    {
        var state = await home.AddAsync("one-0001");
        await RunFolderAsync("one-0001", 1, "weights", "name: as it ran\n");

        Assert.Equal("name: as it ran\n", (await home.RunAsync("export", "one", "--trial", "1", "--configuration")).Out);
        Assert.Equal(1, (await home.RunAsync("export", "one", "--trial", "0", "--configuration")).ExitCode); // synthetic: no images, so no file can describe it
        Assert.NotNull(state);
    }

    [Fact]
    public async Task Without_a_run_folder_the_configuration_is_written_from_the_journal_and_reads_back()
    {
        var spec = TestHome.Spec with { Data = new DataSpec { Path = home.Folder.Root } };
        var state = await home.AddAsync("one-0001", maxEpochs: 4, spec: spec);

        var answer = await home.RunAsync("export", "one", "--trial", "0", "--configuration");

        var reading = Search.Specs.SweepFile.Read(answer.Out, home.Folder.Root);
        Assert.Empty(reading.Errors);
        Assert.Equal(state.Trials[0].Plan.Configuration["learningRate"], reading.Spec!.Configuration!["learningRate"]);
        Assert.Equal(state.Trials[0].Plan.TrainImages, reading.Spec.Run!.TrainImages);
    }

    [Fact]
    public async Task The_configuration_of_a_fork_names_its_lineage()
    {
        var spec = TestHome.Spec with { Data = new DataSpec { Path = home.Folder.Root }, Scheduler = new ComponentSpec("pbt") { Settings = new Dictionary<string, double> { ["population"] = 6, ["interval"] = 1, ["quantile"] = 0.5 } }, Stages = ["joint"] };
        var state = await home.AddAsync("one-0001", spec: spec);
        var fork = state.Trials.First(trial => trial.Plan.FromEpoch > 0);

        var answer = await home.RunAsync("export", "one", "--trial", $"{fork.Number}", "--configuration");

        var run = Search.Specs.SweepFile.Read(answer.Out, home.Folder.Root).Spec!.Run!;
        Assert.Equal(state.Lineage(fork)!.Select(part => part.UntilEpoch), run.Lineage!.Select(part => part.UntilEpoch));
        Assert.Equal(state.Lineage(fork)!.Select(part => part.Configuration["dropout"]), run.Lineage!.Select(part => part.Configuration["dropout"]));
        Assert.Equal(fork.Plan.FromEpoch, run.Lineage![^1].UntilEpoch);
    }

    [Fact]
    public async Task All_trials_become_lines_of_CSV_in_the_order_of_their_numbers()
    {
        var state = await home.AddAsync("one-0001");

        var lines = (await home.RunAsync("export", "one", "--trials", "-")).Lines;

        Assert.StartsWith("trial,stage,rank,role,", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",batchSize,dropout,learningRate", lines[0], StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, state.Trials.Count).Select(number => $"{number}"), lines.Skip(1).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public async Task A_trial_that_is_not_there_is_exit_4_and_a_word_that_is_no_number_exit_2()
    {
        await home.AddAsync("one-0001", maxEpochs: 4);

        Assert.Equal(4, (await home.RunAsync("export", "one", "--trial", "99", "--configuration")).ExitCode);
        Assert.Equal(2, (await home.RunAsync("export", "one", "--trial", "good", "--configuration")).ExitCode);
    }

    private async Task RunFolderAsync(string experiment, int trial, string weights, string configuration = "name: x\n")
    {
        var folder = home.At("runs", "cats", $"202601010000-cnn-lr0.1-do0-{experiment}-{trial}");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "model.safetensors"), weights, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "config.yaml"), configuration, TestContext.Current.CancellationToken);
        Assert.Equal(folder, RunFolders.Of(home.Folder, experiment, trial));
    }

    /// <summary>Trials with much dropout get worse from epoch to epoch, the others better.</summary>
    private sealed class RisingOrFalling : ICurves
    {
        private readonly SyntheticCurves curves = new() { TestImages = 200 };

        public EpochFinished At(TrialPlan plan, ulong runSeed, int epoch) =>
            curves.At(plan, runSeed, epoch) with { ValidAccuracy = 0.5 + (plan.Configuration.Number("dropout", 0) > 0.4 ? -0.01 : 0.01) * epoch };
    }
}
