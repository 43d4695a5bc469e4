using Search.Randomness;
using Search.Samplers;
using Search.Spaces;
using Search.Stages;
using Xunit;

namespace Search.Tests.Stages;

public sealed class GainForecastTests
{
    private static readonly SearchSpace Square = new() { Parameters = [new() { Name = "x", Domain = new UniformDomain(0, 1) }, new() { Name = "y", Domain = new UniformDomain(0, 1) }] };

    [Theory]
    [InlineData(1)]
    [InlineData(1e6)]
    [InlineData(1e-6)]
    public void Figures_have_the_units_of_the_objective(double unit)
    {
        var plain = GainForecast.Of(Square, History(40, noise: 0.1), 1)!;

        var scaled = GainForecast.Of(Square, History(40, noise: 0.1, unit: unit), 1)!;

        Assert.Equal(1, scaled.Next / plain.Next / unit, 1e-3);
        Assert.Equal(1, scaled.All / plain.All / unit, 1e-3);
        Assert.Equal(1, scaled.Noise / plain.Noise / unit, 1e-3);
    }

    [Fact]
    public void The_noise_is_found_to_within_a_half()
    {
        Assert.All(Enumerable.Range(1, 3), seed => Assert.InRange(GainForecast.Of(Square, History(70, noise: 0.1, seed: seed), 1)!.Noise, 0.05, 0.15));
        Assert.InRange(GainForecast.Of(Square, History(70, noise: 0), 1)!.Noise, 0, 0.01);
    }

    [Fact]
    public void A_slope_that_leads_out_of_what_was_tried_promises_more_than_the_noise() => Assert.All(Enumerable.Range(1, 5), seed =>
    {
        var history = new TrialHistory();
        var random = new SearchRandom((ulong)seed);
        for (var trial = 0; trial < 30; trial++)
        {
            var (x, y) = (0.4 * random.NextDouble(), random.NextDouble());
            Add(history, trial, x, y, -2 * x + 0.1 * random.NextNormal());
        }

        var forecast = GainForecast.Of(Square, history, 1)!;

        Assert.True(forecast.All > 1.2 * forecast.Noise, $"{forecast}");
    });

    [Fact]
    public void Without_noise_what_is_expected_is_about_what_there_is_to_gain() => Assert.All(Enumerable.Range(1, 3), seed =>
    {
        var history = History(40, noise: 0, seed: seed);
        var regret = history.Settled.Min(trial => trial.Value); // the bottom is at 0

        Assert.InRange(GainForecast.Of(Square, history, 1)!.All, 0.7 * regret, 1.5 * regret + 0.005);
    });

    [Fact]
    public void More_trials_bring_more_but_never_more_than_there_is()
    {
        var forecast = new GainForecast(Next: 0.25, All: 1, Lately: 0, Noise: 0);

        Assert.Equal([0.25, 0.75, 1, 1], [forecast.Of(1), forecast.Of(3), forecast.Of(4), forecast.Of(double.PositiveInfinity)]);
    }

    [Fact]
    public void Lately_is_what_the_last_third_brought()
    {
        var history = new TrialHistory();
        for (var trial = 0; trial < 12; trial++)
            Add(history, trial, trial / 12.0, 0.5, trial < 8 ? 3 + trial % 2 : trial == 10 ? 1 : 5);

        Assert.Equal(2, GainForecast.Of(Square, history, 1)!.Lately);
    }

    [Fact]
    public void Nothing_is_foretold_of_few_values_or_of_equal_ones()
    {
        var equal = new TrialHistory();
        for (var trial = 0; trial < 30; trial++)
            Add(equal, trial, trial / 30.0, 0.5, 7);

        Assert.Null(GainForecast.Of(Square, equal, 1));
        Assert.Null(GainForecast.Of(Square, History(GainForecast.LeastValues - 1, noise: 0), 1));
    }

    /// <summary>Random points of a bowl with values from 0 to about 1.</summary>
    private static TrialHistory History(int trials, double noise, double unit = 1, int seed = 1)
    {
        var history = new TrialHistory();
        var random = new SearchRandom((ulong)seed);
        for (var trial = 0; trial < trials; trial++)
        {
            var (x, y) = (random.NextDouble(), random.NextDouble());
            Add(history, trial, x, y, unit * ((x - 0.6) * (x - 0.6) + 2 * (y - 0.4) * (y - 0.4) + noise * random.NextNormal()));
        }
        return history;
    }

    private static void Add(TrialHistory history, int trial, double x, double y, double value)
    {
        history.Add(trial, Configuration.Empty.With("x", x).With("y", y));
        history.Measure(trial, 1, 1, value);
        history.End(trial, PastOutcome.Completed);
    }
}
