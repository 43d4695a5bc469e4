using System.Text.Json;
using Search.Boards;
using Search.Experiments;
using Search.Objectives;
using Search.Simulation;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Boards;

public sealed class ParetoFrontTests
{
    private static readonly ExperimentSpec Spec = Specs.Default(trials: 24) with { OtherObjectives = [ObjectiveSpec.Parameters], Augmentation = [] };

    private static readonly ExperimentState Whole = Searches.Run(Spec, Tradeoff(), workers: 2).State;

    [Fact]
    public void It_holds_the_trials_on_the_most_data_and_epochs_that_no_other_dominates()
    {
        var front = ParetoFront.Of(Whole)!;

        Trial[] compared = [.. Whole.Trials.Where(trial => trial.Plan is { TrainImages: 10000, Repeat: 0 } && trial is { State: TrialState.Completed, Epoch: 9 })];
        Assert.True(front.Count is > 1 && front.Count < compared.Length, $"{front.Count} of {compared.Length}");
        Assert.Equal(
            compared.Where(trial => !compared.Any(other => ParetoFronts.Dominates(At(other), At(trial)))).Select(trial => trial.Number).Order(),
            front.Select(point => point.Trial).Order());
        Assert.Equal(front.OrderByDescending(point => point.Values[0]).Select(point => point.Trial), front.Select(point => point.Trial));
        Assert.All(front, point => Assert.Equal((9, Size(Whole.Trials[point.Trial].Plan.Configuration)), (point.Epoch, point.Values[1])));
    }

    [Fact]
    public void A_single_objective_has_none_and_before_the_first_value_it_is_empty()
    {
        Assert.Null(ParetoFront.Of(Searches.Run(Specs.Default(), Tradeoff(), maxEpochs: 3).State));
        Assert.Empty(ParetoFront.Of(Searches.Run(Spec, Tradeoff(), maxEpochs: 0).State)!);
    }

    [Fact]
    public void Every_board_shows_all_values_and_the_front()
    {
        var board = Leaderboard.Of(Whole, Leaderboard.AllStages);
        var view = ExperimentView.Of(Whole, null);

        Assert.Equal(["validAccuracy maximize", "parameters minimize"], board.Objectives.Select(objective => $"{objective.Name} {objective.Direction}"));
        Assert.All(board.Rows.Where(row => row.Value is not null), row => Assert.Equal([row.Value, Size(row.Configuration)], row.Values));
        Assert.Equal(ParetoFront.Of(Whole)!.Select(point => point.Trial), board.Front!.Select(point => point.Trial));
        Assert.Equal(board.Front!.Select(point => point.Trial), view.Front!.Select(point => point.Trial));
        Assert.All(TrialView.Of(Whole, 0).Measurements, measured => Assert.Equal(2, measured.Values.Count));
    }

    [Fact]
    public void The_journal_keeps_every_value()
    {
        var simulator = new Simulator(Experiment.Create("test-0001", Spec, Specs.Data, DateTimeOffset.UnixEpoch), Tradeoff(), 2);
        simulator.Run();

        var again = ExperimentState.Fold(simulator.Journal.Select(e => EventJson.Read(EventJson.Write(e))));

        Assert.All(again.Trials, trial => Assert.All(trial.Measurements, measured => Assert.Equal([Size(trial.Plan.Configuration)], measured.Others!)));
        Assert.Equal(JsonSerializer.Serialize(ParetoFront.Of(Whole)), JsonSerializer.Serialize(ParetoFront.Of(again)));
    }

    private static double[] At(Trial trial) => [trial.Value, Size(trial.Plan.Configuration)];

    private static double Size(Configuration configuration) => Math.Round(1e6 * configuration["learningRate"].Number);

    private static Curves Tradeoff() => new(plan => 0.9 + 0.1 * Math.Log10(plan.Configuration["learningRate"].Number) / 5 - 0.02 * plan.Configuration.Number("dropout", 0))
    {
        Others = plan => new() { ["parameters"] = Size(plan.Configuration) },
    };
}
