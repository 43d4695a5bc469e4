using Search.Experiments;
using Search.Spaces;
using Search.Stages;
using Xunit;

namespace Search.Tests.Stages;

public sealed class PromoteStageTests
{
    private static readonly ExperimentSpec Spec = Specs.Default(trials: 20) with { Stages = [StageNames.Joint, StageNames.Promote], Augmentation = [] };

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void The_best_of_the_sample_are_trained_unchanged_on_the_full_data_each_once(int workers)
    {
        var state = Searches.Run(Spec, Dropout(), workers).State;

        var promoted = state.Stages[1].Trials.Where(trial => trial.Plan.Role == TrialRole.Promoted).ToList();
        Assert.Equal(state.Stages[0].HandOn!.Selected.Take(3), promoted.Select(trial => trial.Plan.Parent!.Value));
        Assert.All(promoted, trial => Assert.Equal(
            (state.Trials[trial.Plan.Parent!.Value].Plan.Configuration, 10000, 2000, 9, 9, 0),
            (trial.Plan.Configuration, trial.Plan.TrainImages, trial.Plan.ValidImages, trial.Plan.Target, trial.Epoch, trial.Plan.Repeat)));
        Assert.DoesNotContain(state.Trials, trial => trial.Plan.ScoreTest);
    }

    [Fact]
    public void The_learning_rate_of_the_best_is_tried_at_a_third_and_three_times_beside_the_budget()
    {
        var state = Searches.Run(Spec, Dropout()).State;

        var best = state.Stages[1].Trials.Where(trial => trial.Plan.Role == TrialRole.Promoted).MinBy(trial => trial.Value)!;
        var scans = state.Stages[1].Trials.Where(trial => trial.Plan.Role == TrialRole.Scan).ToList();
        Assert.Equal([1 / 3.0, 3], scans.Select(scan => Math.Round(scan.Plan.Configuration["learningRate"].Number / best.Plan.Configuration["learningRate"].Number, 12) is var f && f < 1 ? 1 / 3.0 : f));
        Assert.All(scans, scan => Assert.Equal((best.Number, false), (scan.Plan.Parent!.Value, scan.Plan.Counts)));
    }

    [Fact]
    public void The_scan_of_the_learning_rate_stays_within_the_files_range()
    {
        var narrow = Spec.Space.With(new Parameter { Name = "learningRate", Domain = new LogDomain(1e-3, 2e-3) });

        var state = Searches.Run(Spec with { Space = narrow }, Dropout()).State;

        Assert.Equal([1e-3, 2e-3], state.Stages[1].Trials.Where(trial => trial.Plan.Role == TrialRole.Scan).Select(scan => scan.Plan.Configuration["learningRate"].Number).Order());
    }

    [Fact]
    public void A_better_learning_rate_goes_on()
    {
        var state = Searches.Run(Spec, new Curves(plan => 0.5 + 0.1 * plan.Configuration["dropout"].Number + (plan.Label?.EndsWith("× 3", StringComparison.Ordinal) == true ? 0.2 : 0))).State;

        var first = state.Trials[state.Stages[1].HandOn!.Selected[0]];
        Assert.Equal("learningRate × 3", first.Plan.Label);
        Assert.Contains(state.Stages[1].HandOn!.Findings, finding => finding.Contains("goes on with that", StringComparison.Ordinal));
    }

    [Fact]
    public void The_order_on_the_full_data_counts_not_that_of_the_sample()
    {
        var state = Searches.Run(Spec, new Curves(plan => 0.5 + (plan.TrainImages == 10000 ? -0.1 : 0.1) * plan.Configuration["dropout"].Number)).State;

        var selected = state.Stages[1].HandOn!.Selected.Where(number => state.Trials[number].Plan.Role == TrialRole.Promoted);
        Assert.Equal(state.Stages[0].HandOn!.Selected.Reverse(), selected.Select(number => state.Trials[number].Plan.Parent!.Value));
    }

    [Fact]
    public void A_fixed_learning_rate_is_not_scanned()
    {
        var state = Searches.Run(Spec with { Space = Spec.Space.Fix("learningRate", 1e-3) }, Dropout()).State;

        Assert.All(state.Stages[1].Trials, trial => Assert.Equal(TrialRole.Promoted, trial.Plan.Role));
    }

    [Fact]
    public void A_promoted_trial_that_fails_leaves_the_others()
    {
        var state = Searches.Run(Spec, new Curves(plan => plan.TrainImages == 10000 && plan.Configuration["dropout"].Number > 0.7 ? double.NaN : 0.5 + 0.1 * plan.Configuration["dropout"].Number)).State;

        Assert.Contains(state.Stages[1].Trials, trial => trial.State == TrialState.Failed);
        Assert.All(state.Stages[1].HandOn!.Selected, number => Assert.Equal(TrialState.Completed, state.Trials[number].State));
    }

    [Fact]
    public void When_none_gives_a_result_on_the_full_data_the_search_fails_and_says_so()
    {
        var state = Searches.Run(Spec, new Curves(plan => plan.TrainImages == 10000 ? double.NaN : 0.5)).State;

        Assert.Equal(ExperimentStatus.Failed, state.Status);
        Assert.Equal("No promoted trial gave a result on the full data.", Assert.Single(state.Stages[1].HandOn!.Findings));
    }

    [Fact]
    public void Another_round_trains_no_sample_trial_a_second_time()
    {
        var experiment = Searches.Run(Spec, Dropout());
        experiment.Extend(1, DateTimeOffset.UnixEpoch);
        new Search.Simulation.Simulator(experiment, Dropout(), 1).Run();

        var parents = experiment.State.Trials.Where(trial => trial.Plan.Role == TrialRole.Promoted).Select(trial => trial.Plan.Parent).ToList();
        Assert.Equal(parents.Distinct(), parents);
        Assert.NotEmpty(experiment.State.Stages[3].HandOn!.Selected);
    }

    private static Curves Dropout() => new(plan => 0.5 + 0.1 * plan.Configuration["dropout"].Number);
}
