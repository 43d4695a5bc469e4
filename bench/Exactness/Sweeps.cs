namespace Search.Bench.Exactness;

internal static class Sweeps
{
    /// <summary>All five stages in about a minute: small enough to be killed often, real enough to have batch normalization, dropout and augmentation.</summary>
    public const string Small = """
        name: exact
        data:
          path: images
          imageSize: 16
          sample: { train: 150, valid: 60 }
        model: { family: cnn, width: 0.25 }
        training: { batchSize: 32 }
        space:
          learningRate: { log: [1e-4, 3e-2] }
          dropout: { uniform: [0, 0.8] }
          augmentation: { horizontalFlip: [false, true], rotation: [0, 20] }
        sampler: random
        maxEpochs: 27
        promote: { top: 2, repeats: 3 }
        budget: { trials: 24 }
        seed: 3
        """;
}
