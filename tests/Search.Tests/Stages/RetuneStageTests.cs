using Search.Experiments;
using Search.Objectives;
using Search.Randomness;
using Search.Spaces;
using Search.Stages;
using Xunit;

namespace Search.Tests.Stages;

public sealed class RetuneStageTests
{
    private const int Images = 400;

    private static readonly ExperimentSpec Spec = Specs.Default(trials: 20) with { Stages = [StageNames.Joint, StageNames.Promote, StageNames.Retune], Augmentation = [] };

    private static readonly DataSummary Data = Specs.Data with { TestImages = Images };

    [Fact]
    public void Proposals_come_from_the_shifted_prior_its_centre_first()
    {
        var state = Run(Best(0.3));

        var carried = Carried(state);
        var prior = new RegularizationPrior(Spec, carried.Plan.Configuration, Root(state, carried).Plan.Configuration["learningRate"].Number, 1500, 10000);
        var retuned = Own(state).Where(trial => trial.Plan.Role == TrialRole.Retuned).ToList();
        Assert.Equal(4, retuned.Count);
        for (var i = 0; i < retuned.Count; i++)
            Assert.Equal(prior.Propose(i, Seeds.Derive(1, "retune", 2, i)), retuned[i].Plan.Configuration);
        Assert.True(retuned[0].Plan.Configuration["dropout"].Number < carried.Plan.Configuration["dropout"].Number);
        Assert.All(retuned, trial => Assert.Equal((carried.Number, 0, 10000, true), (trial.Plan.Parent!.Value, trial.Plan.Repeat, trial.Plan.TrainImages, trial.Plan.Counts)));
    }

    [Fact]
    public void Both_controls_are_there_and_the_carried_one_is_the_promoted_run_itself()
    {
        var state = Run(Best(0.3));

        var without = Assert.Single(Own(state), trial => trial.Plan is { Role: TrialRole.NoDropout, Repeat: 0 });
        Assert.Equal(Carried(state).Plan.Configuration.With("dropout", 0.0), without.Plan.Configuration);
        Assert.False(without.Plan.Counts);
        Assert.DoesNotContain(Own(state), trial => trial.Plan is { Role: TrialRole.Carried, Repeat: 0 });
    }

    [Fact]
    public void Every_arm_gets_the_same_fresh_seeds_that_selected_nothing_and_equal_epochs()
    {
        var state = Run(Best(0.3), workers: 3);

        var repeats = Own(state).Where(trial => trial.Plan.Repeat > 0).GroupBy(trial => trial.Plan.Parent!.Value).ToList();
        Assert.Equal(3, repeats.Count);
        Assert.All(repeats, arm => Assert.Equal([2001, 2002, 2003, 2004, 2005], arm.Select(trial => trial.Plan.Repeat).Order()));
        Assert.All(repeats, arm => Assert.Single(arm.Select(trial => trial.Plan.Configuration).Append(state.Trials[arm.Key].Plan.Configuration).Distinct()));
        Assert.All(repeats.SelectMany(arm => arm), trial => Assert.Equal((9, 9, false), (trial.Epoch, trial.Plan.Epochs, trial.Plan.Counts)));
        var selecting = state.Trials.Where(trial => trial.Plan.Repeat == 0).Select(trial => trial.RunSeed);
        Assert.Empty(selecting.Intersect(repeats.SelectMany(arm => arm).Select(trial => trial.RunSeed)));
    }

    [Fact]
    public void Only_repeats_read_the_test_split()
    {
        var state = Run(Best(0.3));

        Assert.All(state.Trials, trial => Assert.Equal(trial.Plan.Repeat > 0, trial.Test is not null));
        Assert.Equal(("test", 1), (state.Stage!.HandOn!.Gain!.Split, state.Stage.HandOn.Gain.TestReads));
    }

    [Fact]
    public void Selection_is_by_validation_alone()
    {
        // On the test split everything is the other way round.
        var state = Run(new Curves(plan => Fit(plan, 0.3)) { Test = (plan, seed) => Score(1.2 - Fit(plan, 0.3), seed) });

        var retuned = Own(state).Where(trial => trial.Plan.Role == TrialRole.Retuned).MinBy(trial => trial.Value)!;
        Assert.Equal(retuned.Number, Own(state).First(trial => trial.Plan.Role == TrialRole.Repeat).Plan.Parent);
        var winner = state.Trials[state.Stage!.HandOn!.Selected[0]];
        Assert.Equal(Own(state).Where(trial => trial.Plan.Repeat > 0).Min(trial => trial.Value), winner.Value);
    }

    [Fact]
    public void Re_tuning_that_helps_is_shown_to_help()
    {
        var handOn = Run(Best(0)).Stage!.HandOn!;

        Assert.True(handOn.Gain!.Value > 0 && handOn.Gain.Ci95[0] > 0, string.Join(" … ", handOn.Gain.Ci95));
        Assert.Equal(("carried", 5), (handOn.Gain.Control, handOn.Gain.Seeds));
        Assert.Contains(handOn.Findings, finding => finding.Contains("re-tuning helped", StringComparison.Ordinal));
    }

    [Fact]
    public void Re_tuning_that_hurts_is_shown_to_hurt()
    {
        // On the full data nothing is better than exactly what the sample liked best.
        var carried = Carried(Run(Best(0.8))).Plan.Configuration["dropout"].Number;

        var handOn = Run(Best(carried)).Stage!.HandOn!;

        Assert.True(handOn.Gain!.Value < 0 && handOn.Gain.Ci95[1] < 0, string.Join(" … ", handOn.Gain.Ci95));
        Assert.Contains(handOn.Findings, finding => finding.Contains("re-tuning hurt", StringComparison.Ordinal));
    }

    [Fact]
    public void The_gain_of_a_minimised_objective_is_positive_when_it_falls()
    {
        var curves = new Curves(plan => Fit(plan, 0))
        {
            Test = (plan, seed) => Score(Fit(plan, 0), seed) with { Loss = 1 - Fit(plan, 0), Losses = [.. Enumerable.Repeat((float)(1 - Fit(plan, 0)), Images)] },
        };

        var gain = Run(curves, Spec with { Objective = ObjectiveSpec.ValidLoss }).Stage!.HandOn!.Gain!;

        Assert.True(gain.Value > 0 && gain.Ci95[0] > 0);
    }

    [Fact]
    public void No_difference_is_a_legal_result()
    {
        var state = Run(new Curves((plan, seed, _) => 0.5 + (plan.TrainImages == 10000 ? 0 : 0.1 * plan.Configuration["dropout"].Number)) { Test = (plan, seed) => Score(0.7, Seeds.Derive(seed, plan.Configuration.ToString())) });

        var handOn = state.Stage!.HandOn!;
        Assert.True(handOn.Gain!.Ci95[0] <= 0 && handOn.Gain.Ci95[1] >= 0);
        Assert.Contains(handOn.Findings, finding => finding.Contains("no difference shown", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_labelled_test_split_the_gain_is_measured_on_validation_whatever_groups_there_are()
    {
        var curves = new Curves(plan => Fit(plan, 0)) { ValidCorrect = (plan, seed) => Score(Fit(plan, 0), seed, 2000).Correct };

        var gain = Run(curves, data: Specs.Data with { TestImages = 0, TestGroups = [] }).Stage!.HandOn!.Gain!;

        Assert.Equal(("validation", 5, 0), (gain.Split, gain.Seeds, gain.TestReads));
        Assert.True(gain.Value > 0);
    }

    [Fact]
    public void A_promoted_configuration_without_dropout_is_its_own_control()
    {
        var state = Run(new Curves(plan => 0.5 - 0.1 * plan.Configuration["dropout"].Number), Spec with { Space = Spec.Space.With(new Parameter { Name = "dropout", Domain = new ChoiceDomain([0.0, 0.4]) }) });

        Assert.Equal(0, Carried(state).Plan.Configuration["dropout"].Number);
        Assert.DoesNotContain(Own(state), trial => trial.Plan.Role == TrialRole.NoDropout);
        Assert.Equal(10, Own(state).Count(trial => trial.Plan.Repeat > 0));
    }

    [Fact]
    public void A_control_that_failed_and_was_tried_again_makes_up_for_its_repeats()
    {
        var failing = true;
        var curves = new Curves(plan => failing && plan.Role == TrialRole.NoDropout ? double.NaN : Fit(plan, 0.3)) { Test = (plan, seed) => Score(Fit(plan, 0.3), seed) };
        var experiment = Experiment.Create("test-0001", Spec, Data, DateTimeOffset.UnixEpoch);
        var simulator = new Search.Simulation.Simulator(experiment, curves, 1);
        while (experiment.State.Trials.Count(trial => trial.Plan.Repeat > 0) < 5)
            simulator.Run(maxEpochs: 9);

        failing = false;
        Assert.Equal(1, experiment.RetryFailed(DateTimeOffset.UnixEpoch));
        new Search.Simulation.Simulator(experiment, curves, 1).Run();

        var arms = Own(experiment.State).Where(trial => trial.Plan.Repeat > 0).GroupBy(trial => trial.Plan.Parent!.Value).ToList();
        Assert.Equal(3, arms.Count);
        Assert.All(arms, arm => Assert.Equal([2001, 2002, 2003, 2004, 2005], arm.Select(trial => trial.Plan.Repeat).Order()));
    }

    [Fact]
    public void Nothing_to_tune_leaves_the_promoted_run_as_winner()
    {
        var space = Spec.Space.Fix("dropout", 0.5).Fix("weightDecay", 0.0);

        var state = Run(new Curves(plan => 0.5 + plan.Configuration["learningRate"].Number), Spec with { Space = space });

        Assert.Empty(Own(state));
        Assert.Equal([Carried(state).Number], state.Stage!.HandOn!.Selected);
        Assert.Equal(ExperimentStatus.Completed, state.Status);
    }

    [Fact]
    public void When_every_proposal_fails_the_carried_configuration_stands()
    {
        var state = Run(new Curves(plan => plan.Role == TrialRole.Retuned ? double.NaN : Fit(plan, 0.3)));

        Assert.Equal([Carried(state).Number], state.Stage!.HandOn!.Selected);
        Assert.Null(state.Stage.HandOn.Gain);
    }

    private static ExperimentState Run(Curves curves, ExperimentSpec? spec = null, int workers = 1, DataSummary? data = null) =>
        Searches.Run(spec ?? Spec, curves, workers, data ?? Data).State;

    private static IReadOnlyList<Trial> Own(ExperimentState state) => state.Stages[2].Trials;

    private static Trial Carried(ExperimentState state) => state.Trials[state.Stages[1].HandOn!.Selected[0]];

    private static Trial Root(ExperimentState state, Trial trial) => trial.Plan.Parent is { } parent ? Root(state, state.Trials[parent]) : trial;

    private static Curves Best(double dropout) => new(plan => Fit(plan, dropout)) { Test = (plan, seed) => Score(Fit(plan, dropout), seed) };

    /// <summary>The sample likes much dropout; the full data the amount that is given. The learning rate does not matter.</summary>
    private static double Fit(TrialPlan plan, double best) =>
        0.8 - 0.5 * Math.Abs(plan.Configuration["dropout"].Number - (plan.TrainImages == 10000 ? best : 0.8));

    /// <summary>Runs agree on most images: an image is right when it is easier than the run is good.</summary>
    private static TestScores Score(double accuracy, ulong seed, int images = Images)
    {
        var correct = new byte[(images + 7) / 8];
        var random = new SearchRandom(seed);
        for (var i = 0; i < images; i++)
            if ((i + 0.5) / images + 0.02 * random.NextNormal() < accuracy)
                correct[i >> 3] |= (byte)(1 << (i & 7));
        return new TestScores { Images = images, Correct = correct, Accuracy = accuracy };
    }
}
