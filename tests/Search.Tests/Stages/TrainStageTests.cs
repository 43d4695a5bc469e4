using Search.Experiments;
using Search.Randomness;
using Search.Spaces;
using Search.Stages;
using Xunit;

namespace Search.Tests.Stages;

public sealed class TrainStageTests
{
    private static readonly Configuration Given = Configuration.Empty.With("learningRate", 1e-3).With("dropout", 0.25);

    [Fact]
    public void The_given_configuration_is_trained_once_on_the_full_data_and_scored()
    {
        var trial = Assert.Single(Train(null).Trials);

        Assert.Equal((Given, 10000, 2000, 9, true), (trial.Plan.Configuration, trial.Plan.TrainImages, trial.Plan.ValidImages, trial.Epoch, trial.Plan.ScoreTest));
        Assert.Equal(TrialState.Completed, trial.State);
    }

    [Fact]
    public void A_run_of_an_earlier_search_has_its_data_and_its_seed_again()
    {
        var trial = Assert.Single(Train(new RunSpec { TrainImages = 1500, ValidImages = 1000, Repeat = 4002 }).Trials);

        Assert.Equal((1500, 1000, Seeds.Run(1, 4002)), (trial.Plan.TrainImages, trial.Plan.ValidImages, trial.RunSeed));
    }

    [Fact]
    public void A_forks_run_has_its_lineage_again()
    {
        LineagePart[] lineage = [new(Given.With("dropout", 0.5), 3)];

        Assert.Same(lineage, Assert.Single(Train(new RunSpec { Lineage = lineage }).Trials).Plan.Lineage);
    }

    private static StageState Train(RunSpec? run) => Searches.Stage(StageNames.Train, Specs.Default() with { Configuration = Given, Run = run }, new Curves(_ => 0.5));
}
