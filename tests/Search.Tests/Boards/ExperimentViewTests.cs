using System.Text.Json;
using Search.Boards;
using Search.Tests.Simulation;
using Xunit;

namespace Search.Tests.Boards;

public sealed class ExperimentViewTests
{
    [Fact]
    public void Every_planned_stage_is_shown_with_where_it_stands()
    {
        var (experiment, simulator) = SimulatorTests.Simulate(Specs.Default(), workers: 2, maxEpochs: 60);

        var view = ExperimentView.Of(experiment.State, Forecast.Of(simulator.Journal));

        Assert.Equal(["done", "done", "running", "planned", "planned"], view.Stages.Select(stage => stage.State));
        Assert.NotEmpty(view.Stages[0].Findings);
        Assert.Equal(view.Epochs, view.Stages.Sum(stage => stage.Epochs));
        Assert.True(view.SecondsLeft > 0);
    }

    [Fact]
    public void A_trial_is_shown_with_every_measurement_and_the_row_it_has_on_the_board()
    {
        var state = SimulatorTests.Simulate(Specs.Default(), workers: 2).Experiment.State;
        var row = Leaderboard.Of(state).Rows[0];

        var view = TrialView.Of(state, row.Trial);
        using var document = JsonDocument.Parse(BoardJson.Write(view));

        Assert.Equal((row.Rank, row.Value, row.Test!.Value, row.Seed), (view.Rank, view.Value, view.Test!.Value, view.Seed));
        Assert.Equal(row.Epochs, view.Measurements.Count);
        Assert.Equal("rank", document.RootElement.EnumerateObject().First().Name);
        Assert.Equal(
            ["attempt", "epoch", "trainLoss", "trainAccuracy", "validLoss", "validAccuracy", "learningRate", "seconds", "values"],
            document.RootElement.GetProperty("measurements")[0].EnumerateObject().Select(member => member.Name));
    }
}
