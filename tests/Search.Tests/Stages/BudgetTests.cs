using Search.Experiments;
using Search.Stages;
using Xunit;

namespace Search.Tests.Stages;

public sealed class BudgetTests
{
    [Theory]
    [InlineData(1, 60)]
    [InlineData(4, 15)]
    public void At_most_half_of_the_time_goes_to_the_sample_and_at_least_three_tenths_are_left_to_promote_and_retune(int workers, int minutes)
    {
        // A second per 1500 images: a run on the full data takes a minute.
        var time = TimeSpan.FromMinutes(minutes);
        var curves = new Curves(plan => 0.5 + 0.1 * plan.Configuration["dropout"].Number) { Seconds = plan => plan.TrainImages / 1500.0 };

        var state = Searches.Run(Specs.Default(trials: null) with { Budget = new() { Time = time } }, curves, workers).State;

        double Share(params int[] stages) => stages.Sum(stage => state.Stages[stage].Seconds) / (time.TotalSeconds * workers);
        Assert.InRange(Share(0), 0, 0.12);
        Assert.InRange(Share(0, 1), 0, 0.27);
        Assert.InRange(Share(0, 1, 2), 0.3, 0.52);
        Assert.InRange(Share(3, 4), 0.3, 0.7);
        Assert.InRange(Share(0, 1, 2, 3, 4), 0, 1.05);
        Assert.Equal(ExperimentStatus.Completed, state.Status);
    }

    [Fact]
    public void Epochs_are_shared_out_like_time()
    {
        var state = Searches.Run(Specs.Default(trials: null) with { Budget = new() { Epochs = 1000 } }, new Curves(plan => 0.5 + 0.1 * plan.Configuration["dropout"].Number)).State;

        Assert.InRange(state.Stages.Take(3).Sum(stage => stage.Epochs), 300, 520);
        Assert.InRange(state.Epochs, 500, 1050);
    }

    [Fact]
    public void Nothing_is_spent_and_everything_fits_without_a_limit()
    {
        var budget = Of(new BudgetSpec());

        Assert.Equal((0, 0, 60), (budget.Used, budget.Cost(10000, 100), budget.Trials));
        Assert.True(budget.Fits(0, 10000, 1000));
    }

    [Fact]
    public void A_limit_of_time_or_epochs_alone_leaves_the_number_of_trials_open()
    {
        Assert.Null(Of(new BudgetSpec { Epochs = 100 }).Trials);
        Assert.Null(Of(new BudgetSpec { Time = TimeSpan.FromHours(1) }).JointTrials(Specs.Default().Stages, 0));
        Assert.Equal(5, Of(new BudgetSpec { Trials = 5, Time = TimeSpan.FromHours(1) }).Trials);
    }

    [Fact]
    public void Costs_are_estimated_by_the_time_per_image_seen_so_far()
    {
        var spec = Specs.Default() with { Stages = ["joint"], Scheduler = new("none"), Budget = new() { Trials = 1, Time = TimeSpan.FromSeconds(900) } };
        var state = Searches.Run(spec, new Curves(_ => 0.5) { Seconds = _ => 3 }).State; // 9 epochs of 1500 images, 3 seconds each
        var budget = new Budget(state);

        Assert.Equal(27 / 900.0, budget.Used, 1e-12);
        Assert.Equal(2 * 9 * 20 / 900.0, budget.Cost(10000, 9, runs: 2), 1e-12);
        Assert.True(budget.Fits(27 / 900.0 + 0.2 + 1e-9, 10000, 9));
        Assert.False(budget.Fits(27 / 900.0 + 0.2 - 1e-9, 10000, 9));
    }

    [Theory]
    [InlineData(60, 1, 9)]
    [InlineData(20, 1, 3)]
    [InlineData(60, 4, 3)]
    public void The_learning_rate_scan_gets_about_a_seventh_of_the_trials(int trials, int combinations, int points) =>
        Assert.Equal(points, Of(new BudgetSpec { Trials = trials }).LearningRatePoints(combinations));

    [Fact]
    public void Trials_are_left_to_promote_and_retune()
    {
        var budget = Of(new BudgetSpec { Trials = 60 });

        Assert.Equal(12, budget.RetuneTrials);
        Assert.Equal(60 - 20 - 3 - 12, budget.JointTrials(Specs.Default().Stages, counted: 20));
        Assert.Equal(60 - 9 - 3 - 12 - 15, budget.AugmentationTrials(Specs.Default().Stages, counted: 9));
        Assert.Equal(3, budget.JointTrials(Specs.Default().Stages, counted: 60));
        Assert.Equal(2, Of(new BudgetSpec { Trials = 2 }).JointTrials(["joint"], 0));
    }

    private static Budget Of(BudgetSpec budget) =>
        new(Experiment.Create("x-0001", Specs.Default() with { Budget = budget }, Specs.Data, DateTimeOffset.UnixEpoch).State);
}
