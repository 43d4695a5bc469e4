using Search.Experiments;
using Search.Simulation;
using Xunit;

namespace Search.Tests.Simulation;

public sealed class SimulatorTests(ITestOutputHelper output)
{
    [Fact]
    public void A_search_goes_through_all_five_stages_and_measures_the_gain()
    {
        var (experiment, _) = Simulate(Specs.Default(), workers: 2);

        foreach (var stage in experiment.State.Stages)
            output.WriteLine($"{stage.Name}: {stage.Trials.Count} trials, {stage.Epochs} epochs; {string.Join(" | ", stage.HandOn!.Findings)}");
        Assert.Equal(ExperimentStatus.Completed, experiment.State.Status);
        Assert.Equal(["learningRate", "augmentation", "joint", "promote", "retune"], experiment.State.Stages.Select(stage => stage.Name));
        var gain = experiment.State.Stage!.HandOn!.Gain;
        Assert.NotNull(gain);
        Assert.Equal(("test", 5), (gain.Split, gain.Seeds));
        Assert.InRange(gain.Value, gain.Ci95[0], gain.Ci95[1]);
    }

    [Fact]
    public void The_number_of_trials_is_within_the_budget_apart_from_controls_and_repeats()
    {
        var (experiment, _) = Simulate(Specs.Default(trials: 40), workers: 3);

        Assert.InRange(experiment.State.Trials.Count(trial => trial.Plan.Counts), 35, 40);
    }

    [Fact]
    public void The_flip_that_helps_is_accepted_and_the_rotation_that_does_not_is_not()
    {
        var (experiment, _) = Simulate(Specs.Default(), workers: 2);

        Assert.True(experiment.State.Augmentation["augmentation.horizontalFlip"].Flag);
        Assert.False(experiment.State.Augmentation.Has("augmentation.rotation"));
    }

    [Fact]
    public void The_control_carried_unchanged_is_the_promoted_run_itself()
    {
        var (experiment, _) = Simulate(Specs.Default(), workers: 2);

        var promoted = experiment.State.Trials.Where(trial => trial.Plan is { Role: TrialRole.Promoted or TrialRole.Scan, TrainImages: 10000 }).ToList();
        Assert.Equal(promoted.Count, promoted.Select(trial => trial.Plan.Configuration).Distinct().Count());
        Assert.All(experiment.State.Trials.Where(trial => trial.Plan.Role == TrialRole.Carried), trial => Assert.True(trial.Plan.Repeat > 0));
    }

    [Fact]
    public void Repeats_use_seeds_that_no_selection_saw()
    {
        var (experiment, _) = Simulate(Specs.Default(), workers: 2);

        var repeats = experiment.State.Trials.Where(trial => trial.Plan.ScoreTest).Select(trial => trial.RunSeed).ToHashSet();
        var selection = experiment.State.Trials.Where(trial => !trial.Plan.ScoreTest).Select(trial => trial.RunSeed).ToHashSet();
        Assert.Equal(5, repeats.Count);
        Assert.Empty(repeats.Intersect(selection));
        Assert.All(experiment.State.Trials.Where(trial => !trial.Plan.ScoreTest), trial => Assert.Null(trial.Test));
    }

    [Fact]
    public void Regularization_on_the_full_data_is_compared_only_at_the_last_epoch()
    {
        var (experiment, _) = Simulate(Specs.Default(), workers: 2);

        Assert.All(experiment.State.Trials.Where(trial => trial.Plan.TrainImages == 10000), trial => Assert.Equal(9, trial.Epoch));
        Assert.All(experiment.State.Stages[1].Trials, trial => Assert.Equal((3, 3), (trial.Plan.Epochs, trial.Epoch)));
    }

    [Fact]
    public void A_search_interrupted_anywhere_and_loaded_from_its_journal_ends_alike()
    {
        var (whole, _) = Simulate(Specs.Default(), workers: 1);
        var expected = Outcome(whole);
        for (var cut = 1; cut < whole.State.Epochs; cut += 41) // with test scores, which are slow; ReactivationTests cut after every row
        {
            var (_, simulator) = Simulate(Specs.Default(), workers: 1, maxEpochs: cut);
            var resumed = Experiment.Load(simulator.Journal.Select(Reread));
            new Simulator(resumed, new SyntheticCurves(), 1).Run();

            Assert.Equal(expected, Outcome(resumed));
        }
    }

    [Fact]
    public void A_completed_search_can_be_extended_and_promotes_nothing_twice()
    {
        var (experiment, _) = Simulate(Specs.Default(), workers: 2);
        var before = experiment.State.Trials.Count;

        Assert.Null(experiment.Extend(6, DateTimeOffset.UnixEpoch));
        new Simulator(experiment, new SyntheticCurves(), 2).Run();

        Assert.Equal(ExperimentStatus.Completed, experiment.State.Status);
        Assert.Equal(8, experiment.State.Stages.Count);
        Assert.Equal(6, experiment.State.Stages[5].Trials.Count);
        Assert.True(experiment.State.Trials.Count > before);
        var parents = experiment.State.Trials.Where(trial => trial.Plan.Role == TrialRole.Promoted).Select(trial => trial.Plan.Parent).ToList();
        Assert.Equal(parents.Count, parents.Distinct().Count());
    }

    [Fact]
    public void A_time_budget_keeps_the_sample_stages_to_about_half()
    {
        var spec = Specs.Default(trials: null) with { Budget = new BudgetSpec { Time = TimeSpan.FromMinutes(15) } };

        var (experiment, _) = Simulate(spec, workers: 2);

        var share = experiment.State.Stages.Take(3).Sum(stage => stage.Seconds) / (15 * 60 * 2);
        output.WriteLine($"sample {share:P0}, all {experiment.State.Seconds / (15 * 60 * 2):P0}");
        Assert.InRange(share, 0.35, 0.60);
        Assert.Equal(ExperimentStatus.Completed, experiment.State.Status);
        Assert.InRange(experiment.State.Seconds / (15 * 60 * 2), 0.6, 1.1);
    }

    [Fact]
    public void When_every_trial_fails_alike_the_search_stops_after_five()
    {
        var spec = Specs.Default() with
        {
            Space = Specs.Default().Space.With(new Search.Spaces.Parameter { Name = "learningRate", Domain = new Search.Spaces.LogDomain(0.5, 5) }),
        };

        var (experiment, _) = Simulate(spec, workers: 1);

        Assert.Equal(ExperimentStatus.Failed, experiment.State.Status);
        Assert.Equal(5, experiment.State.Trials.Count);
        Assert.Contains("not a number", experiment.State.StatusReason, StringComparison.Ordinal);
    }

    internal static (Experiment Experiment, Simulator Simulator) Simulate(ExperimentSpec spec, int workers, long maxEpochs = long.MaxValue)
    {
        var experiment = Experiment.Create("test-0001", spec, Specs.Data, DateTimeOffset.UnixEpoch);
        var simulator = new Simulator(experiment, new SyntheticCurves(), workers);
        simulator.Run(maxEpochs);
        return (experiment, simulator);
    }

    private static ExperimentEvent Reread(ExperimentEvent e) => EventJson.Read(EventJson.Write(e));

    private static string Outcome(Experiment experiment) => string.Join('\n', experiment.State.Trials.Select(trial =>
        $"{trial.Number} {trial.Plan.Role} {trial.State} {trial.Plan.Configuration} {trial.Epoch} {trial.Value:R} {trial.Reason}"))
        + string.Join(',', experiment.State.Stage?.HandOn?.Selected ?? []) + experiment.State.Stage?.HandOn?.Gain?.Value;
}
