namespace Search.Bench.Chaos;

internal static class Sweeps
{
    /// <summary>Real trainings whose list does not depend on when they end: the random sampler, and nobody compared early.</summary>
    public static string Of(int trials, int epochs) => $$"""
        name: chaos
        data:
          path: images
          imageSize: 16
          sample: { train: 600, valid: 100 }
        model: { family: cnn, width: 0.25 }
        training: { batchSize: 32 }
        space:
          learningRate: { log: [1e-4, 3e-2] }
          dropout: { uniform: [0, 0.8] }
          augmentation: { horizontalFlip: [false, true], rotation: [0, 20] }
        stages: [joint]
        sampler: random
        scheduler: none
        maxEpochs: {{epochs}}
        promote: { top: 1 }
        budget: { trials: {{trials}} }
        seed: 3
        """;
}
