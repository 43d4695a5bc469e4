using Search.Samplers;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Samplers;

public sealed class CostModelTests
{
    private static readonly SearchSpace Space = new()
    {
        Parameters =
        [
            new() { Name = "width", Domain = new LogDomain(1, 16) },
            new() { Name = "batchSize", Domain = new OrdinalDomain([16.0, 32.0, 64.0, 128.0]) },
            new() { Name = "optimizer", Domain = new ChoiceDomain(["adam", "sgd", "rmsprop"]) },
        ],
    };

    [Fact]
    public void It_learns_powers_and_factors_from_the_seconds()
    {
        var history = History(40, fraction: 1);
        var costs = new CostModel(Space, history);
        var (random, encoding) = (new RandomSampler(Space), new SpaceEncoding(Space));

        // Up to a constant: the differences between two configurations are compared.
        var middle = random.Propose(0, 999);
        for (var i = 0; i < 50; i++)
        {
            var other = random.Propose(0, (ulong)(1000 + i));
            Assert.Equal(Math.Log(Seconds(other) / Seconds(middle)), costs.Predicted(encoding.Encode(other), []) - costs.Predicted(encoding.Encode(middle), []), 0.25);
        }
    }

    [Fact]
    public void None_counts_as_more_than_three_times_as_dear_or_cheap_as_the_average()
    {
        var costs = new CostModel(Space, History(40, fraction: 1));
        var (random, encoding) = (new RandomSampler(Space), new SpaceEncoding(Space));
        double[] all = [.. Enumerable.Range(0, 100).Select(i => costs.LogCost(random.Propose(0, (ulong)(1000 + i))))];

        Assert.All(all, cost => Assert.InRange(Math.Exp(cost), 1 / 3.0001, 3.0001));
        Assert.Contains(all, cost => cost == all.Max() && Math.Exp(cost) > 2.9999);
        Assert.Equal(all.Length, all.Select((_, i) => costs.Predicted(encoding.Encode(random.Propose(0, (ulong)(1000 + i))), [])).Zip(all).Count(pair => Math.Sign(pair.First) == Math.Sign(pair.Second)));
    }

    [Fact]
    public void The_gradient_is_that_of_the_prediction()
    {
        var costs = new CostModel(Space, History(40, fraction: 1));
        var point = new SpaceEncoding(Space).Encode(new RandomSampler(Space).Propose(0, 5));
        var gradient = new double[point.Length];
        costs.Predicted(point, gradient);

        for (var k = 0; k < point.Length; k++)
        {
            double[] below = [.. point], above = [.. point];
            (below[k], above[k]) = (point[k] - 1e-4, point[k] + 1e-4);
            Assert.Equal((costs.Predicted(above, []) - costs.Predicted(below, [])) / 2e-4, gradient[k], 6);
        }
    }

    [Fact]
    public void A_trial_on_half_of_the_data_tells_what_the_whole_costs()
    {
        var (whole, half) = (new CostModel(Space, History(40, fraction: 1)), new CostModel(Space, History(40, fraction: 0.5)));

        Assert.Equal(whole.LogCost(new RandomSampler(Space).Propose(0, 5)), half.LogCost(new RandomSampler(Space).Propose(0, 5)), 9);
    }

    [Fact]
    public void While_little_was_measured_all_cost_alike()
    {
        var costs = new CostModel(Space, History(CostModel.LeastTrials - 1, fraction: 1));

        Assert.Equal(0, costs.LogCost(new RandomSampler(Space).Propose(0, 5)));
    }

    [Fact]
    public void Where_no_seconds_are_known_all_cost_alike()
    {
        var history = new TrialHistory();
        for (var trial = 0; trial < 20; trial++)
        {
            history.Add(trial, new RandomSampler(Space).Propose(trial, (ulong)trial));
            history.Measure(trial, 1, 0, 0.5);
        }

        Assert.Equal(0, new CostModel(Space, history).LogCost(history.Trials[3].Configuration));
    }

    private static double Seconds(Configuration configuration) =>
        Math.Pow(configuration["width"].Number, 2) / Math.Sqrt(configuration["batchSize"].Number) * (configuration["optimizer"].Text == "adam" ? 1.5 : 1);

    private static TrialHistory History(int trials, double fraction)
    {
        var history = new TrialHistory();
        for (var trial = 0; trial < trials; trial++)
        {
            var configuration = new RandomSampler(Space).Propose(trial, (ulong)trial);
            history.Add(trial, configuration, fraction);
            for (var epoch = 1; epoch <= 1 + trial % 4; epoch++)
                history.Measure(trial, epoch, fraction * Seconds(configuration), 1.0 / epoch);
        }
        return history;
    }
}
