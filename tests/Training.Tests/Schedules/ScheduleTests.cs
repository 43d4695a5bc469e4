using CsCheck;
using Search.Training.Schedules;
using Xunit;

namespace Search.Training.Tests.Schedules;

public class ScheduleTests
{
    [Fact]
    public void No_schedule_leaves_the_range_from_0_to_the_peak() =>
        Gen.Select(Gen.OneOf([.. ScheduleFamilies.Names.Select(Gen.Const)]), Gen.Double[0, 1], Gen.Int[1, 200]).Sample(
            (name, progress, epochs) => ScheduleFamilies.Get(name)(progress, epochs) is >= 0 and <= 1);

    [Theory]
    [InlineData("constant", 0, 1)]
    [InlineData("constant", 0.99, 1)]
    [InlineData("cosine", 0, 1)]
    [InlineData("cosine", 0.5, 0.5)]
    [InlineData("cosine", 1, 0)]
    [InlineData("step10", 0.49, 1)]
    [InlineData("step10", 0.5, 0.1)]
    [InlineData("step10", 0.75, 0.01)]
    [InlineData("oneCycle", 0, 0.04)]
    [InlineData("oneCycle", 0.3, 1)]
    [InlineData("oneCycle", 1, 4e-6)]
    [InlineData("warmJumpDecay", 0, 0.01)]
    [InlineData("warmJumpDecay", 0.099, 0.01)]
    [InlineData("warmJumpDecay", 0.1, 1)]
    [InlineData("warmJumpDecay", 0.56, 0.1)]
    [InlineData("warmJumpDecay", 0.99, 0.01)]
    public void A_schedule_passes_its_marks_in_a_run_of_20_epochs(string name, double progress, double factor) =>
        Assert.Equal(factor, ScheduleFamilies.Get(name)(progress, 20), 9);

    [Fact]
    public void A_short_run_warms_up_for_no_more_than_15_percent() =>
        Assert.Equal((0.01, 1), (WarmJumpDecaySchedule.Factor(0.149, 3), WarmJumpDecaySchedule.Factor(0.151, 3)));
}
