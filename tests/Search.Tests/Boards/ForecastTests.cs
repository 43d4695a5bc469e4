using Search.Boards;
using Search.Experiments;
using Search.Tests.Simulation;
using Xunit;

namespace Search.Tests.Boards;

public sealed class ForecastTests
{
    private static readonly (Experiment Experiment, Search.Simulation.Simulator Simulator) Whole = SimulatorTests.Simulate(Specs.Default(), workers: 2);

    [Fact]
    public void Nothing_is_forecast_before_the_first_measurement() =>
        Assert.Null(Forecast.Of([new ExperimentCreated("x-0001", Specs.Default(), Specs.Data, DateTimeOffset.UnixEpoch)]));

    [Fact]
    public void A_completed_search_has_nothing_left() =>
        Assert.Equal(new Forecast(0, 1, TimeSpan.Zero), Forecast.Of(Whole.Simulator.Journal));

    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(120)]
    public void The_time_left_is_within_a_third_of_the_time_it_then_takes(long epochs)
    {
        var (_, begun) = SimulatorTests.Simulate(Specs.Default(), workers: 2, maxEpochs: epochs);

        var forecast = Forecast.Of(begun.Journal);

        Assert.NotNull(forecast);
        Assert.InRange(forecast.Remaining.TotalSeconds / (Whole.Simulator.Now - begun.Now), 0.67, 1.5);
        Assert.InRange(forecast.Progress, 0, 1);
    }

    [Fact]
    public void A_search_with_scored_repeats_behind_it_is_forecast_too()
    {
        var untilScored = Whole.Simulator.Journal.FindIndex(e => e is EpochMeasured { Test: not null }) + 1;

        var forecast = Forecast.Of(Whole.Simulator.Journal.Take(untilScored));

        Assert.InRange(forecast!.Progress, 0.5, 1);
    }
}
