using Search.Experiments;
using Search.Simulation;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Stages;

/// <summary>No stage spends a trial on a configuration that breaks a constraint.</summary>
public sealed class ConstraintTests
{
    [Theory]
    [InlineData("learningRate * dropout <= 5e-4")]
    [InlineData("dropout > 0.5")] // not even the middle, and never without dropout
    [InlineData("learningRate < 2e-3 and (weightDecay == 0 or weightDecay > 0.01)")]
    public void All_stages_keep_the_constraints(string rule)
    {
        var spec = Specs.Default();
        spec = spec with { Space = spec.Space with { Constraints = [Constraint.Parse(rule)] }, DefaultWeightDecay = false };

        var experiment = Searches.Run(spec, new SyntheticCurves { TestImages = 50 }, workers: 2);

        Assert.Equal(ExperimentStatus.Completed, experiment.State.Status);
        Assert.Equal(["learningRate", "augmentation", "joint", "promote", "retune"], experiment.State.Stages.Select(stage => stage.Name));
        Assert.All(experiment.State.Trials, trial => Assert.True(spec.Space.Allows(trial.Plan.Configuration), $"{trial.Plan.Role} {trial.Plan.Configuration}"));
    }

    [Fact]
    public void A_scan_whose_every_rate_is_forbidden_leaves_the_range_alone()
    {
        var spec = Specs.Default() with { Stages = ["learningRate", "joint"] };
        spec = spec with { Space = spec.Space with { Constraints = [Constraint.Parse("learningRate < 1.0001e-5 or learningRate > 0.0999"), Constraint.Parse("learningRate > 2e-5 and learningRate < 0.09")] } };

        var experiment = Searches.Run(spec, new SyntheticCurves());

        Assert.Equal(ExperimentStatus.Failed, experiment.State.Status); // there is nothing to try, which reading such a file says at once
        Assert.Empty(experiment.State.Trials);
    }
}
