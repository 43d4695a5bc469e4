using Search.Training.Loop;
using Search.Training.Schedules;
using Xunit;

namespace Search.Training.Tests.Loop;

public class CollapseWatchTests
{
    private static readonly int[] Labels = [.. Enumerable.Range(0, 300).Select(image => image % 3)];
    private static readonly int[] OneClass = [.. Enumerable.Repeat(1, 300)];

    [Fact]
    public void Two_epochs_of_one_answer_at_chance_are_a_collapse()
    {
        var watch = new CollapseWatch(Labels, Labels);

        watch.Observe(Math.Log(3), 0.33, OneClass, isWarm: true);
        Assert.False(watch.HasCollapsed);
        watch.Observe(1.2, 0.35, OneClass, isWarm: true);

        Assert.True(watch.HasCollapsed);
    }

    [Theory]
    [InlineData(1.0, 0.33, true, true)]
    [InlineData(1.1, 0.60, true, true)]
    [InlineData(1.1, 0.33, false, true)]
    [InlineData(1.1, 0.33, true, false)]
    public void A_falling_loss_a_better_accuracy_several_answers_or_a_warm_up_are_none(double loss, double accuracy, bool oneClass, bool isWarm)
    {
        var watch = new CollapseWatch(Labels, Labels);

        for (var epoch = 0; epoch < 5; epoch++)
            watch.Observe(loss, accuracy, oneClass ? OneClass : Labels, isWarm);

        Assert.False(watch.HasCollapsed);
    }

    [Fact]
    public void An_epoch_of_learning_in_between_starts_the_count_again()
    {
        var watch = new CollapseWatch(Labels, Labels);

        watch.Observe(1.1, 0.33, OneClass, isWarm: true);
        watch.Observe(0.9, 0.5, Labels, isWarm: true);
        watch.Observe(1.1, 0.33, OneClass, isWarm: true);

        Assert.False(watch.HasCollapsed);
    }

    [Fact]
    public void Where_validation_has_one_class_only_nothing_can_be_told()
    {
        var watch = new CollapseWatch(Labels, OneClass);

        for (var epoch = 0; epoch < 5; epoch++)
            watch.Observe(1.2, 0.33, OneClass, isWarm: true);

        Assert.False(watch.HasCollapsed);
    }

    [Fact]
    public void The_low_phase_of_a_warm_up_does_not_count()
    {
        Assert.False(CollapseWatch.IsWarm(WarmJumpDecaySchedule.Factor, 2, 20));
        Assert.True(CollapseWatch.IsWarm(WarmJumpDecaySchedule.Factor, 3, 20));
        Assert.True(CollapseWatch.IsWarm(CosineSchedule.Factor, 20, 20));
    }
}
