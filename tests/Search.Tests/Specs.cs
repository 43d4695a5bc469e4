using Search.Experiments;
using Search.Spaces;

namespace Search.Tests;

/// <summary>Experiments that tests share.</summary>
internal static class Specs
{
    public static DataSummary Data { get; } = new()
    {
        TrainImages = 10000,
        SampleTrainImages = 1500,
        ValidImages = 2000,
        SampleValidImages = 1000,
        TestImages = 2000,
        Classes = ["cat", "dog"],
        ContentHash = "c0",
        SplitHash = "5e",
    };

    public static ExperimentSpec Default(int? trials = 40) => new()
    {
        Name = "test",
        Space = new SearchSpace
        {
            Parameters =
            [
                new Parameter { Name = "learningRate", Domain = new LogDomain(1e-5, 1e-1) },
                new Parameter { Name = "dropout", Domain = new UniformDomain(0, 0.8) },
                new Parameter { Name = "weightDecay", Domain = new LogDomain(1e-5, 1, OrZero: true) },
                new Parameter { Name = "batchSize", Domain = new ConstantDomain(64.0) },
            ],
        },
        DefaultWeightDecay = true,
        Augmentation =
        [
            new AugmentationLevels("horizontalFlip", [false, true]),
            new AugmentationLevels("rotation", [0.0, 15.0, 30.0]),
        ],
        Sampler = new ComponentSpec("random"), // these tests are about what is done with proposals
        MaxEpochs = 9,
        Budget = new BudgetSpec { Trials = trials },
    };
}
