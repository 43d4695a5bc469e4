using Search.Experiments;
using Search.Randomness;
using Search.Spaces;
using Search.Stages;
using Xunit;

namespace Search.Tests.Stages;

public sealed class AugmentationStageTests
{
    private static readonly ExperimentSpec Spec = Specs.Default(trials: 60) with
    {
        Stages = [StageNames.Augmentation],
        Augmentation =
        [
            new("rotation", [0.0, 5.0, 15.0]),
            new("horizontalFlip", [false, true]),
            new("zoom", [0.0, 0.1, 0.2]),
        ],
    };

    [Fact]
    public void A_level_that_truly_helps_is_accepted_and_the_others_are_not()
    {
        var handOn = Scan(Noisy(0.003, plan => Level(plan, "rotation") switch { 5 => 0.01, 15 => 0.05, _ => 0 } - 0.1 * Level(plan, "zoom")));

        Assert.Equal(Configuration.Empty.With("augmentation.rotation", 15.0), handOn.Augmentation);
    }

    [Fact]
    public void Several_that_help_are_all_accepted()
    {
        var handOn = Scan(Noisy(0.003, plan => (Level(plan, "rotation") == 15 ? 0.05 : 0) + (Level(plan, "horizontalFlip") == 1 ? 0.06 : 0)));

        Assert.Equal(Configuration.Empty.With("augmentation.rotation", 15.0).With("augmentation.horizontalFlip", true), handOn.Augmentation);
    }

    [Fact]
    public void Pure_noise_is_accepted_about_as_rarely_as_the_level_of_the_test_says()
    {
        // 200 scans without any effect. If 8 % of them accepted something (family-wise 5 % and the crudeness of 2 to 6 degrees of freedom), 41 or more would have odds below 1e-6.
        var accepted = Enumerable.Range(0, 200).Count(seed => Scan(Noisy(0.01, _ => 0), Spec with { Seed = (ulong)seed + 100 }).Augmentation!.Count > 0);

        Assert.InRange(accepted, 0, 40);
    }

    [Fact]
    public void The_combination_is_checked_on_seeds_that_chose_nothing()
    {
        var stage = Searches.Stage(StageNames.Augmentation, Spec, Noisy(0.003, plan => Level(plan, "rotation") == 15 ? 0.05 : 0), workers: 2);

        var (choosing, checking) = (stage.Trials.Where(trial => trial.Plan.Repeat < 3).ToList(), stage.Trials.Where(trial => trial.Plan.Repeat >= 3).ToList());
        Assert.Equal(["baseline", "combined"], checking.Select(trial => trial.Plan.Label).Distinct().Order());
        Assert.Equal(6, checking.Count);
        Assert.Empty(choosing.Select(trial => trial.RunSeed).Intersect(checking.Select(trial => trial.RunSeed)));
        Assert.Equal(3, choosing.Count(trial => trial.Plan.Label == "baseline"));
        Assert.All(checking, trial => Assert.False(trial.Plan.Counts));
    }

    [Fact]
    public void Two_that_help_alone_but_not_together_leave_the_best_one()
    {
        var handOn = Scan(Noisy(0.003, plan => (Level(plan, "rotation") == 15, Level(plan, "horizontalFlip") == 1) switch
        {
            (true, true) => -0.1,
            (true, false) => 0.04,
            (false, true) => 0.07,
            _ => 0,
        }));

        Assert.Equal(Configuration.Empty.With("augmentation.horizontalFlip", true), handOn.Augmentation);
        Assert.Contains(handOn.Findings, finding => finding.Contains("did not confirm", StringComparison.Ordinal) && finding.Contains("only horizontalFlip", StringComparison.Ordinal));
    }

    [Fact]
    public void One_that_does_not_confirm_is_dropped()
    {
        var repeats = Enumerable.Range(0, 3).Select(repeat => Seeds.Run(1, repeat)).ToHashSet();
        var handOn = Scan(new Curves((plan, seed, _) => 0.5 + Noise(plan, seed, 0.001) + (Level(plan, "rotation") == 15 ? repeats.Contains(seed) ? 0.05 : -0.05 : 0)));

        Assert.Empty(handOn.Augmentation!);
        Assert.Contains(handOn.Findings, finding => finding.Contains("none is kept", StringComparison.Ordinal));
    }

    [Fact]
    public void A_single_level_is_fixed_not_scanned_and_in_every_run()
    {
        var spec = Spec with { Augmentation = [new("shear", [0.1]), new("horizontalFlip", [false, true])] };

        var stage = Searches.Stage(StageNames.Augmentation, spec, Noisy(0.003, _ => 0));

        Assert.All(stage.Trials, trial => Assert.Equal(0.1, trial.Plan.Configuration["augmentation.shear"].Number));
        Assert.Equal(0.1, stage.HandOn!.Augmentation!["augmentation.shear"].Number);
    }

    [Fact]
    public void Runs_are_fully_annealed_at_a_third_of_the_epochs_on_the_sample() =>
        Assert.All(Searches.Stage(StageNames.Augmentation, Spec, Noisy(0.003, _ => 0)).Trials, trial =>
            Assert.Equal((3, 3, 3, 1500, TrialRole.Scan), (trial.Plan.Epochs, trial.Plan.Target, trial.Epoch, trial.Plan.TrainImages, trial.Plan.Role)));

    [Fact]
    public void Nothing_to_scan_and_nothing_to_compare_with_are_said()
    {
        var none = Searches.Stage(StageNames.Augmentation, Spec with { Augmentation = [] }, Noisy(0, _ => 0));
        var failed = Searches.Stage(StageNames.Augmentation, Spec, new Curves(plan => plan.Label == "baseline" ? double.NaN : 0.5));

        Assert.Empty(none.Trials);
        Assert.Contains("nothing to compare with", Assert.Single(failed.HandOn!.Findings), StringComparison.Ordinal);
        Assert.Empty(failed.HandOn.Augmentation!);
    }

    [Fact]
    public void Few_trials_cut_levels_off_but_never_the_baselines_seeds()
    {
        var spec = Specs.Default(trials: 30) with { Augmentation = Spec.Augmentation };
        var stage = Searches.Run(spec with { Stages = ["learningRate", "augmentation", "joint", "promote", "retune"], Budget = new() { Trials = 20 } }, Noisy(0.003, _ => 0)).State.Stages[1];

        Assert.InRange(stage.Trials.Count(trial => trial.Plan.Repeat == 0), 1, 5);
        Assert.Equal(3, stage.Trials.Count(trial => trial.Plan.Label == "baseline"));
    }

    private static HandOn Scan(Curves curves, ExperimentSpec? spec = null) => Searches.Stage(StageNames.Augmentation, spec ?? Spec, curves).HandOn!;

    private static double Level(TrialPlan plan, string technique) => plan.Configuration.Number("augmentation." + technique, 0);

    private static Curves Noisy(double deviation, Func<TrialPlan, double> effect) => new((plan, seed, _) => 0.5 + effect(plan) + Noise(plan, seed, deviation));

    private static double Noise(TrialPlan plan, ulong seed, double deviation) =>
        deviation * new SearchRandom(Seeds.Derive(seed, plan.Configuration.ToString())).NextNormal();
}
