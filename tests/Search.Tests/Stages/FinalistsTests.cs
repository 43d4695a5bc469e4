using Search.Experiments;
using Search.Objectives;
using Search.Spaces;
using Search.Stages;
using Xunit;

namespace Search.Tests.Stages;

public sealed class FinalistsTests
{
    // Nobody is promoted on the way: 27 trials wait at epoch 3, and 4 of them go on.
    private static readonly ExperimentSpec Spec = Specs.Default(trials: 27) with
    {
        Stages = [StageNames.Joint],
        Scheduler = new("pareto") { Settings = new Dictionary<string, double> { ["minEpochs"] = 3, ["reductionFactor"] = 28 } },
        Augmentation = [],
        OtherObjectives = [ObjectiveSpec.Parameters],
        Promote = new PromoteSpec { Top = 4 },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Finalists_of_several_objectives_are_the_first_fronts_the_least_crowded_first_whatever_the_slots(int workers)
    {
        var stage = Searches.Stage(StageNames.Joint, Spec, Tradeoff(), workers);

        Trial[] byAge = [.. stage.Trials.OrderBy(trial => At(trial)[0]).ThenBy(trial => trial.Number)];
        var expected = ParetoFronts.Ranked([.. byAge.Select(At)]).Take(4).Select(index => byAge[index].Number).ToList();
        Assert.Equal(expected.Order(), stage.Trials.Where(trial => trial.State == TrialState.Completed).Select(trial => trial.Number).Order());
        Assert.Equal(expected, stage.HandOn!.Selected);
        Assert.NotEqual(expected.Order(), byAge.Take(4).Select(trial => trial.Number).Order()); // the first objective alone would choose others
    }

    [Fact]
    public void The_first_of_them_is_the_best_in_the_first_objective()
    {
        var stage = Searches.Stage(StageNames.Joint, Spec, Tradeoff());

        Assert.Equal(stage.Trials.MinBy(trial => trial.Value)!.Number, stage.HandOn!.Selected[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void A_deeper_trial_comes_before_any_front_of_a_lower_rung(int workers)
    {
        var spec = Spec with { Scheduler = new("asha") { Settings = new Dictionary<string, double> { ["minEpochs"] = 1, ["reductionFactor"] = 3 } }, Promote = new PromoteSpec { Top = 1 } };

        var stage = Searches.Stage(StageNames.Joint, spec, Tradeoff(), workers);

        Assert.Equal(9, stage.Trials[stage.HandOn!.Selected.Single()].Epoch);
        Assert.All(stage.Trials.Where(trial => trial.State == TrialState.Stopped), trial => Assert.True(trial.Epoch < 9));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void A_finalist_that_fails_makes_room_for_one_more_and_no_other_loses_its_place(int workers)
    {
        var expected = Searches.Stage(StageNames.Joint, Spec, Tradeoff()).HandOn!.Selected;

        var stage = Searches.Stage(StageNames.Joint, Spec, Tradeoff(fails: expected[1]), workers);

        Assert.Equal(TrialState.Failed, stage.Trials[expected[1]].State);
        Assert.Equal(4, stage.HandOn!.Selected.Count);
        Assert.Empty(expected.Except(stage.HandOn.Selected).Except([expected[1]]));
        Assert.Equal(4, stage.Trials.Count(trial => trial.State == TrialState.Completed));
    }

    [Fact]
    public void A_trial_without_one_of_the_values_is_no_finalist()
    {
        var curves = new Curves(plan => Accuracy(plan.Configuration)) { Others = plan => new() { ["parameters"] = Accuracy(plan.Configuration) > 0.8 ? double.NaN : Size(plan.Configuration) } };

        var stage = Searches.Stage(StageNames.Joint, Spec, curves);

        Assert.Contains(stage.Trials, trial => Accuracy(trial.Plan.Configuration) > 0.8);
        Assert.All(stage.HandOn!.Selected, number => Assert.True(Accuracy(stage.Trials[number].Plan.Configuration) <= 0.8));
    }

    private static double[] At(Trial trial) => [-Accuracy(trial.Plan.Configuration), Size(trial.Plan.Configuration)];

    /// <summary>What learns better is larger, give or take what depends on the dropout.</summary>
    private static double Accuracy(Configuration configuration) => 0.9 + 0.1 * Math.Log10(configuration["learningRate"].Number) / 5 - 0.02 * configuration["dropout"].Number;

    private static double Size(Configuration configuration) => 1e4 * configuration["learningRate"].Number + 300 * configuration["dropout"].Number;

    private static Curves Tradeoff(int? fails = null)
    {
        var failing = fails is { } number ? Searches.Stage(StageNames.Joint, Spec, Tradeoff()).Trials[number].Plan.Configuration : null;
        return new Curves((plan, _, epoch) => epoch > 5 && plan.Configuration.Equals(failing) ? double.NaN : Accuracy(plan.Configuration)) { Others = plan => new() { ["parameters"] = Size(plan.Configuration) } };
    }
}
