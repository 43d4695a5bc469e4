using CsCheck;
using Search.Importance;
using Search.Samplers;
using Search.Spaces;
using Search.Tests.Samplers;
using Search.Tests.Spaces;
using Xunit;

namespace Search.Tests.Importance;

public sealed class ParameterImportanceTests
{
    [Fact]
    public void An_additive_function_is_shared_out_by_its_terms_variances()
    {
        // Of a + b·x the variance is b²/12: 9 to 1 to 0.
        var importances = Of(Duel.Cube(3), configuration => 3 * X(configuration, 0) + X(configuration, 1));

        Assert.Equal(["x0"], importances[0].Parameters);
        Assert.InRange(Share(importances, "x0"), 0.8, 0.95);
        Assert.InRange(Share(importances, "x1"), 0.05, 0.15);
        Assert.InRange(Share(importances, "x2"), 0, 0.03);
        Assert.InRange(Share(importances, "x0", "x1"), 0, 0.05);
    }

    [Fact]
    public void What_two_parameters_do_only_together_is_their_interaction()
    {
        // Like exclusive or: neither alone says anything.
        var importances = Of(Duel.Cube(3), configuration => (X(configuration, 0) - 0.5) * (X(configuration, 1) - 0.5) > 0 ? 1 : 0);

        Assert.Equal(["x0", "x1"], importances[0].Parameters);
        Assert.InRange(importances[0].Share, 0.5, 1);
        Assert.InRange(Share(importances, "x0") + Share(importances, "x1"), 0, 0.3);
    }

    [Fact]
    public void An_irrelevant_parameter_has_no_share_and_shares_say_how_sure_they_are()
    {
        var importances = Of(Duel.Cube(5), configuration => Math.Abs(X(configuration, 2) - 0.3));

        Assert.InRange(Share(importances, "x2"), 0.9, 1);
        foreach (var name in (string[])["x0", "x1", "x3", "x4"])
            Assert.InRange(Share(importances, name), 0, 0.02);
        Assert.All(importances, importance => Assert.InRange(importance.Deviation, 0, 0.2));
    }

    [Fact]
    public void Choices_scales_and_conditions_are_understood()
    {
        var importances = Of(SearchSpaceTests.Nested, configuration => configuration["model"].Text switch { "linear" => 2, "cnn" => 1, _ => 0 }
            + 0.5 * Math.Abs(Math.Log10(configuration["learningRate"].Number) + 3) + (configuration.Has("momentum") ? configuration["momentum"].Number : 0));

        // Variances: model 2/3; learning rate 0.25 · 1/3; momentum 0 or 0.9 for half of the trials.
        Assert.Equal(["model"], importances[0].Parameters);
        Assert.InRange(Share(importances, "model"), 0.6, 0.85);
        Assert.InRange(Share(importances, "learningRate"), 0.03, 0.2);
        Assert.InRange(Share(importances, "momentum"), 0.02, 0.15);
        Assert.InRange(Share(importances, "model.width") + Share(importances, "nesterov"), 0, 0.05);
    }

    [Fact]
    public void All_parameters_have_a_main_effect_and_the_first_five_their_pairs()
    {
        var importances = Of(Duel.Cube(7), configuration => X(configuration, 0), trials: 40);

        Assert.Equal(7, importances.Count(importance => importance.Parameters.Count == 1));
        Assert.Equal(10, importances.Count(importance => importance.Parameters.Count == 2));
        Assert.Equal(importances.OrderByDescending(importance => importance.Share), importances);
    }

    [Fact]
    public void Shares_are_parts_of_a_whole_whatever_the_results_and_the_same_for_the_same_seed() =>
        Gen.Select(Gen.Double[0, 1].Array[6], Gen.OneOf(Gen.Double[-1, 1], Gen.Const(double.NaN), Gen.Const(1e300), Gen.Const(0.0))).Array[0, 40].Sample(rows =>
        {
            (Configuration, double)[] trials = [.. rows.Select(row => (SearchSpaceTests.Nested.FromUnit(row.Item1), row.Item2))];

            var importances = ParameterImportance.Of(SearchSpaceTests.Nested, trials, 3);

            Assert.All(importances, importance => Assert.InRange(importance.Share, 0, 1 + 1e-9));
            Assert.InRange(importances.Where(importance => importance.Parameters.Count == 1).Sum(importance => importance.Share), 0, 1 + 1e-9);
            Assert.Equal(importances.Select(importance => importance.Share), ParameterImportance.Of(SearchSpaceTests.Nested, trials, 3).Select(importance => importance.Share));
        }, iter: 30);

    [Fact]
    public void Without_results_or_differences_nothing_is_important()
    {
        Assert.Empty(ParameterImportance.Of(new SearchSpace { Parameters = [] }, [(Configuration.Empty, 1)], 1));
        Assert.All(ParameterImportance.Of(Duel.Cube(2), [], 1), importance => Assert.Equal(0, importance.Share));
        Assert.All(Of(Duel.Cube(2), _ => 5), importance => Assert.Equal(0, importance.Share));
    }

    private static double X(Configuration configuration, int i) => configuration[$"x{i}"].Number;

    private static double Share(IReadOnlyList<ParameterImportance> importances, params string[] names) => importances.First(importance => importance.Parameters.SequenceEqual(names)).Share;

    private static IReadOnlyList<ParameterImportance> Of(SearchSpace space, Func<Configuration, double> function, int trials = 300)
    {
        var random = new RandomSampler(space);
        return ParameterImportance.Of(space, [.. Enumerable.Range(0, trials).Select(seed => random.Propose(0, (ulong)seed)).Select(configuration => (configuration, function(configuration)))], 1);
    }
}
