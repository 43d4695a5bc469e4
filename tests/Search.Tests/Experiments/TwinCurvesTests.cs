using Search.Experiments;
using Xunit;

namespace Search.Tests.Experiments;

public sealed class TwinCurvesTests
{
    [Fact]
    public void A_trial_with_the_same_values_in_three_epochs_is_the_earlier_ones_twin()
    {
        var twins = Curves([0.5, 0.4, 0.3], [0.5, 0.4, 0.3]);

        Assert.Null(twins.Of(0));
        Assert.Equal(0, twins.Of(1));
    }

    [Fact]
    public void Two_epochs_are_not_enough() => Assert.Null(Curves([0.5, 0.4, 0.3], [0.5, 0.4]).Of(1));

    [Theory]
    [InlineData(0.6, 0.4, 0.3)]
    [InlineData(0.5, 0.3, 0.3)]
    [InlineData(0.5, 0.4, 0.30000000000000004)]
    public void The_least_difference_makes_another_training(double one, double two, double three) => Assert.Null(Curves([0.5, 0.4, 0.3], [one, two, three]).Of(1));

    [Fact]
    public void A_twin_that_differs_later_is_none_any_more() => Assert.Null(Curves([0.5, 0.4, 0.3, 0.2], [0.5, 0.4, 0.3, 0.25]).Of(1));

    [Fact]
    public void What_the_earlier_one_never_came_to_is_no_difference() => Assert.Equal(0, Curves([0.5, 0.4, 0.3], [0.5, 0.4, 0.3, 0.2]).Of(1));

    [Fact]
    public void All_objectives_must_agree()
    {
        var twins = new TwinCurves();
        twins.Added(0, 1);
        twins.Added(1, 1);
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            twins.Measured(0, epoch, [0.5, 1]);
            twins.Measured(1, epoch, [0.5, 2]);
        }

        Assert.Null(twins.Of(1));
    }

    [Fact]
    public void Trainings_on_different_parts_of_the_data_are_different()
    {
        var twins = new TwinCurves();
        twins.Added(0, 0.5);
        twins.Added(1, 1);
        for (var trial = 0; trial < 2; trial++)
            for (var epoch = 1; epoch <= 3; epoch++)
                twins.Measured(trial, epoch, [0.5]);

        Assert.Null(twins.Of(1));
    }

    [Fact]
    public void A_curve_that_begins_later_has_no_twin()
    {
        var twins = new TwinCurves();
        twins.Added(0, 1);
        twins.Added(1, 1);
        for (var epoch = 1; epoch <= 6; epoch++)
            twins.Measured(0, epoch, [0.5]);
        for (var epoch = 4; epoch <= 6; epoch++)
            twins.Measured(1, epoch, [0.5]);

        Assert.Null(twins.Of(1));
    }

    [Fact]
    public void One_that_is_out_of_the_race_holds_nobody_back_and_the_next_takes_its_place()
    {
        var twins = Curves([0.5, 0.4, 0.3], [0.5, 0.4, 0.3]);
        twins.Ended(0);
        twins.Added(2, 1);
        Measure(twins, 2, [0.5, 0.4, 0.3]);
        twins.Added(3, 1);
        Measure(twins, 3, [0.5, 0.4, 0.3]);

        Assert.Null(twins.Of(1));
        Assert.Null(twins.Of(2));
        Assert.Equal(2, twins.Of(3));
    }

    private static TwinCurves Curves(params double[][] curves)
    {
        var twins = new TwinCurves();
        for (var trial = 0; trial < curves.Length; trial++)
        {
            twins.Added(trial, 1);
            Measure(twins, trial, curves[trial]);
        }
        return twins;
    }

    private static void Measure(TwinCurves twins, int trial, double[] values)
    {
        for (var epoch = 1; epoch <= values.Length; epoch++)
            twins.Measured(trial, epoch, [values[epoch - 1]]);
    }
}
