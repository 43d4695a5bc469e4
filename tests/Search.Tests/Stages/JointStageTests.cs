using Search.Experiments;
using Search.Simulation;
using Search.Spaces;
using Search.Stages;
using Xunit;

namespace Search.Tests.Stages;

public sealed class JointStageTests
{
    private static readonly ExperimentSpec Spec = Specs.Default(trials: 27) with
    {
        Stages = [StageNames.Joint],
        Scheduler = new("asha") { Settings = new Dictionary<string, double> { ["minEpochs"] = 1 } },
        Augmentation = [],
    };

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void The_best_run_to_the_last_epoch_and_the_others_are_stopped_with_rung_rank_and_cut_off(int workers)
    {
        var stage = Searches.Stage(StageNames.Joint, Spec, Dropout(), workers);

        var completed = stage.Trials.Where(trial => trial.State == TrialState.Completed).ToList();
        Assert.Equal(27, stage.Trials.Count);
        Assert.True(completed.Count >= 3);
        Assert.All(completed, trial => Assert.Equal(9, trial.Epoch));
        Assert.All(stage.Trials.Except(completed), trial =>
        {
            Assert.Equal(TrialState.Stopped, trial.State);
            Assert.Equal(trial.Epoch, trial.Reason!.Rung);
            Assert.NotNull(trial.Reason.CutOff);
            Assert.Contains("not among the best", trial.Reason.Text, StringComparison.Ordinal);
        });
        Assert.Equal(completed.OrderBy(trial => trial.Value).Take(3).Select(trial => trial.Number), stage.HandOn!.Selected);
    }

    [Fact]
    public void The_rank_of_a_stopped_trial_is_that_among_all_that_ever_came_to_its_rung()
    {
        var stage = Searches.Stage(StageNames.Joint, Spec, Dropout());

        foreach (var trial in stage.Trials.Where(trial => trial.State == TrialState.Stopped))
        {
            var rung = stage.Trials.Where(other => other.Epoch >= trial.Epoch).ToList();
            Assert.Equal(rung.Count, trial.Reason!.Of);
            Assert.Equal(1 + rung.Count(other => At(other) < At(trial)), trial.Reason.Rank);

            double At(Trial other) => -other.Measurements[trial.Epoch - 1].Value!.Value;
        }
    }

    [Fact]
    public void Finalists_run_beside_one_another_where_there_are_slots()
    {
        var experiment = Experiment.Create("x-0001", Spec with { Scheduler = new("asha") { Settings = new Dictionary<string, double> { ["minEpochs"] = 3, ["reductionFactor"] = 27 } } }, Specs.Data, DateTimeOffset.UnixEpoch);
        var simulator = new Simulator(experiment, Dropout(), workers: 3);

        simulator.Run();

        // 27 runs of 3 epochs on 3 workers; one is promoted on the way, and all finalists have 6 epochs to go: one after the other they would take 18 seconds.
        Assert.Equal(3, experiment.State.Trials.Count(trial => trial.State == TrialState.Completed));
        Assert.InRange(simulator.Now, 27 + 6, 27 + 6 + 1);
    }

    [Fact]
    public void A_finalist_that_fails_makes_room_for_the_next()
    {
        var best = Searches.Stage(StageNames.Joint, Spec, Dropout()).HandOn!.Selected[0];
        var stage = Searches.Stage(StageNames.Joint, Spec, new Curves((plan, _, epoch) => Searched(plan) && epoch > 8 ? double.NaN : Accuracy(plan)), workers: 3);

        Assert.Equal(TrialState.Failed, stage.Trials[best].State);
        Assert.Equal(3, stage.HandOn!.Selected.Count);
        Assert.All(stage.HandOn.Selected, number => Assert.Equal(9, stage.Trials[number].Epoch));

        bool Searched(TrialPlan plan) => Accuracy(plan) >= 0.5 + 0.1 * 0.75;
    }

    [Fact]
    public void Seed_points_come_first_by_name_and_what_they_leave_out_is_sampled()
    {
        var spec = Spec with { SeedPoints = [Configuration.Empty.With("learningRate", 1e-3), Configuration.Empty.With("dropout", 0.5)] };

        var stage = Searches.Stage(StageNames.Joint, spec, Dropout());

        Assert.Equal([TrialRole.SeedPoint, TrialRole.SeedPoint, TrialRole.Search], stage.Trials.Take(3).Select(trial => trial.Plan.Role));
        Assert.Equal("seed point 2", stage.Trials[1].Plan.Label);
        Assert.Equal(1e-3, stage.Trials[0].Plan.Configuration["learningRate"].Number);
        Assert.Equal(0.5, stage.Trials[1].Plan.Configuration["dropout"].Number);
        Assert.All(stage.Trials, trial => Assert.Empty(spec.Space.Errors(trial.Plan.Configuration)));
        Assert.Equal(27, stage.Trials.Count);
    }

    [Fact]
    public void A_grid_ends_the_stage_when_it_is_used_up()
    {
        var space = new SearchSpace { Parameters = [new() { Name = "dropout", Domain = new ChoiceDomain([0.1, 0.2, 0.3, 0.4]) }] };

        var stage = Searches.Stage(StageNames.Joint, Spec with { Space = space, Sampler = new("grid") }, Dropout());

        Assert.Equal([0.1, 0.2, 0.3, 0.4], stage.Trials.Select(trial => trial.Plan.Configuration["dropout"].Number));
    }

    [Fact]
    public void Without_a_scheduler_every_trial_runs_to_the_end()
    {
        var stage = Searches.Stage(StageNames.Joint, Spec with { Scheduler = new("none") }, Dropout(), workers: 2);

        Assert.All(stage.Trials, trial => Assert.Equal((TrialState.Completed, 9), (trial.State, trial.Epoch)));
    }

    [Fact]
    public void Augmentation_that_no_stage_scanned_is_searched_with_the_rest()
    {
        var stage = Searches.Stage(StageNames.Joint, Spec with { Augmentation = [new("rotation", [0.0, 15.0]), new("shear", [0.1])] }, Dropout());

        Assert.Equal([0, 15], stage.Trials.Select(trial => trial.Plan.Configuration["augmentation.rotation"].Number).Distinct().Order());
        Assert.All(stage.Trials, trial => Assert.Equal(0.1, trial.Plan.Configuration["augmentation.shear"].Number));
    }

    [Fact]
    public void Not_a_number_at_a_rung_is_stopped_and_never_a_finalist()
    {
        // The curves report no objective of that name.
        var stage = Searches.Stage(StageNames.Joint, Spec with { Objective = new("other", Maximize: true) }, Dropout());

        Assert.Empty(stage.HandOn!.Selected);
        Assert.Equal("No configuration gave a result.", Assert.Single(stage.HandOn.Findings));
        Assert.DoesNotContain(stage.Trials, trial => trial.State == TrialState.Completed);
    }

    [Fact]
    public void Trials_added_to_a_completed_search_are_run_even_when_its_time_is_spent()
    {
        var spec = Spec with { Budget = new() { Time = TimeSpan.FromSeconds(60) } };
        var experiment = Searches.Run(spec, Dropout());

        experiment.Extend(8, DateTimeOffset.UnixEpoch);
        new Simulator(experiment, Dropout(), 1).Run();

        Assert.Equal(8, experiment.State.Stages[1].Trials.Count);
    }

    private static double Accuracy(TrialPlan plan) => 0.5 + 0.1 * plan.Configuration["dropout"].Number;

    private static Curves Dropout() => new(Accuracy);
}
