using System.Text.Json;
using Search.Experiments;

namespace Search.Specs.Tests;

/// <summary>Shorthands of the tests.</summary>
internal static class Files
{
    public const string Folder = "/images";

    /// <summary>The example of the documentation, with every section.</summary>
    public const string Full = """
        name: cifar10
        data:
          path: ./cifar10
          imageSize: 32
          limit: { train: 10000 }
          groups: drivers.csv
          sample: { train: 1500, valid: 1000 }
          valid: { fraction: 0.2 }
          test: { fraction: 0.1 }
          maxUnreadable: 0.05
        objective: validAccuracy
        model: vgg
        training: { batchSize: 32, schedule: oneCycle, labelSmoothing: 0.1 }
        space:
          learningRate: { log: [1e-5, 1e-1] }
          dropout: { uniform: [0, 0.8] }
          optimizer: { choice: [adam, sgd] }
          momentum: { uniform: [0, 0.99], when: { optimizer: sgd } }
          augmentation: { rotation: [0, 5, 15, 30], widthShift: [0, 0.05, 0.1, 0.2] }
        seedPoints: [ { learningRate: 1e-3, dropout: 0.5 } ]
        stages: default
        sampler: auto
        scheduler: { asha: { minEpochs: 1, reductionFactor: 3 } }
        maxEpochs: 9
        promote: { top: 2, repeats: 4 }
        trial: { timeout: 2h, device: any, memory: auto }
        budget: { trials: 40, time: 30m }
        priority: 1
        weight: 2
        seed: 7

        """;

    public static ExperimentSpec Good(string text, params string[] overrides)
    {
        var reading = SweepFile.Read(text, Folder, overrides);
        return reading.Spec ?? throw new InvalidOperationException(string.Join('\n', reading.Errors));
    }

    public static IReadOnlyList<string> Errors(string text, params string[] overrides) =>
        [.. SweepFile.Read(text, Folder, overrides).Errors.Select(error => error.ToString())];

    /// <summary>A good file with further lines after <c>data</c>.</summary>
    public static string With(string lines) => "data: { path: cifar10 }\n" + lines + "\n";

    /// <summary>Specifications hold lists, which records compare by reference: so compare what they hold.</summary>
    public static string Content(ExperimentSpec spec) => JsonSerializer.Serialize(spec);
}
