using Search.Boards;
using Search.Client.Owner;
using Search.Experiments;
using Search.Objectives;
using Search.Simulation;
using Xunit;

namespace Search.Client.Tests.Commands;

public sealed class SeveralObjectivesTests : IDisposable
{
    private static readonly ExperimentSpec Spec = TestHome.Spec with { OtherObjectives = [ObjectiveSpec.Parameters], Stages = ["joint"] };

    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task The_leaderboard_has_a_column_for_each_and_names_the_front()
    {
        var state = await home.AddAsync("one-0001", spec: Spec, curves: new Sized());

        var answer = await home.RunAsync("leaderboard", "one");

        var front = ParetoFront.Of(state)!;
        Assert.Contains("validAccuracy", answer.Lines[0], StringComparison.Ordinal);
        Assert.Matches("parameters +front", answer.Lines[0]);
        Assert.Equal(front.Count, answer.Lines.Count(line => line.Contains(" yes ", StringComparison.Ordinal)));
        Assert.StartsWith($"Pareto front of validAccuracy, parameters: trial {front[0].Trial} (", answer.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_and_trial_and_the_table_of_trials_tell_every_value()
    {
        var state = await home.AddAsync("one-0001", spec: Spec, curves: new Sized());
        var size = Sized.Of(state.Trials[2].Plan).ToString(System.Globalization.CultureInfo.InvariantCulture);

        var show = await home.RunAsync("show", "one");
        var trial = await home.RunAsync("trial", "one", "2");
        var log = await home.RunAsync("logs", "one", "2");
        var csv = await home.RunAsync("export", "one", "--trials", "-");

        Assert.Contains("validAccuracy (maximize), parameters (minimize)", show.Out, StringComparison.Ordinal);
        Assert.Contains("Pareto front of validAccuracy, parameters: trial ", show.Out, StringComparison.Ordinal);
        Assert.Contains($", parameters {size}, test", trial.Out, StringComparison.Ordinal);
        Assert.Contains($" {size} ", trial.Lines[^1], StringComparison.Ordinal);
        Assert.Contains($", parameters {size}, training loss", log.Out, StringComparison.Ordinal);
        Assert.Contains(",reason,parameters,", csv.Lines[0], StringComparison.Ordinal);
        Assert.Contains($",{size},", csv.Lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Their_documents_hold_all_values()
    {
        var state = await home.AddAsync("one-0001", spec: Spec, curves: new Sized());

        var board = (await home.RunAsync("leaderboard", "one", "--json")).Json;
        var trial = (await home.RunAsync("trial", "one", "2", "--json")).Json;
        var show = (await home.RunAsync("show", "one", "--json")).Json;

        Assert.Equal(ParetoFront.Of(state)!.Select(point => point.Trial), board.GetProperty("front").EnumerateArray().Select(point => point.GetProperty("trial").GetInt32()));
        Assert.Equal(board.GetProperty("front").GetRawText(), show.GetProperty("front").GetRawText());
        Assert.Equal(Sized.Of(state.Trials[2].Plan), trial.GetProperty("values")[1].GetDouble());
        Assert.Equal(Sized.Of(state.Trials[2].Plan), trial.GetProperty("measurements")[0].GetProperty("values")[1].GetDouble());
        Assert.Equal("parameters", trial.GetProperty("objectives")[1].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_search_ends_with_its_front_and_one_of_a_single_objective_without()
    {
        var several = await home.AddAsync("one-0001", spec: Spec, curves: new Sized());
        var single = await home.AddAsync("two-0001");

        Assert.Contains(ClosingWords.Of(several, home.Folder), sentence => sentence.StartsWith("Pareto front of validAccuracy, parameters: ", StringComparison.Ordinal));
        Assert.DoesNotContain(ClosingWords.Of(single, home.Folder), sentence => sentence.Contains("Pareto", StringComparison.Ordinal));
    }

    /// <summary>The usual curves of networks that are larger where they learn fast.</summary>
    private sealed class Sized : ICurves
    {
        private readonly SyntheticCurves usual = new();

        public static double Of(TrialPlan plan) => Math.Round(1e3 + 1e7 * plan.Configuration["learningRate"].Number);

        public EpochFinished At(TrialPlan plan, ulong runSeed, int epoch) => usual.At(plan, runSeed, epoch) with { Others = new Dictionary<string, double> { ["parameters"] = Of(plan) } };
    }
}
