using Search.Simulation;
using Search.Simulation.Functions;
using Xunit;

namespace Search.Tests.Simulation;

public sealed class FunctionObjectiveTests
{
    private static readonly TestFunction Branin = TestFunctions.Create("branin", 3);

    [Fact]
    public void The_last_epoch_is_the_function_and_earlier_ones_approach_it()
    {
        var objective = new FunctionObjective(Branin);

        var values = objective.Evaluate(Whole(27)).Epochs.Select(epoch => epoch.Values[0]).ToList();

        Assert.Equal(Branin.Minimum, values[^1], 9);
        Assert.Equal(values.OrderDescending(), values); // from a typical value down to the least
        Assert.Equal(Branin.Minimum, objective.Evaluate(Whole(1)).Epochs.Single().Values[0], 9);
    }

    [Fact]
    public void A_span_in_pieces_gives_the_same_epochs()
    {
        var objective = new FunctionObjective(Branin);

        var pieces = objective.Evaluate(Whole(9) with { ToEpoch = 4 }).Epochs.Concat(objective.Evaluate(Whole(9) with { FromEpoch = 5 }).Epochs);

        Assert.Equal(objective.Evaluate(Whole(9)).Epochs.Select(epoch => epoch.Values[0]), pieces.Select(epoch => epoch.Values[0]));
    }

    [Fact]
    public void Regret_is_that_of_the_configuration_whatever_was_observed()
    {
        var noisy = TestFunctions.Create("noisy", 1);

        Assert.Equal(0, new FunctionObjective(noisy).Regret(noisy.Optimum, -100, 1), 9);
        Assert.Equal(0, new FunctionObjective(noisy).Regret(noisy.Optimum, 100, 2), 9);
    }

    private static Span Whole(int epochs) => new() { Trial = 0, Configuration = Branin.Optimum, Seed = 1, FromEpoch = 1, ToEpoch = epochs, Epochs = epochs };
}
