using Search.Training.Demo;
using Xunit;

namespace Search.Client.Tests.Processes;

/// <summary>Images for real searches of some seconds, drawn once; whoever shares them runs one after the other, for each takes the whole machine.</summary>
[CollectionDefinition(Name)]
public sealed class TinySearches : ICollectionFixture<TinySearches>, IDisposable
{
    public const string Name = "processes";

    private const string Text = """
        name: tiny
        data:
          path: images
          imageSize: 16
          sample: { train: 60, valid: 30 }
        model: { family: cnn, width: 0.25 }
        training: { batchSize: 32 }
        space:
          learningRate: { log: [1e-3, 3e-2] }
          dropout: { uniform: [0, 0.8] }
          augmentation: { horizontalFlip: [false, true] }
        sampler: random
        maxEpochs: 3
        promote: { top: 2, repeats: 3 }
        budget: { trials: 6 }
        seed: 3
        """;

    private readonly string root = Directory.CreateTempSubdirectory("search-tiny-").FullName;

    public TinySearches()
    {
        DemoImages.Write(Path.Combine(root, "images"), seed: 7, 240, 120, CancellationToken.None);
        Sweep = Path.Combine(root, "tiny.yaml");
        File.WriteAllText(Sweep, Text);
    }

    /// <summary>A sweep file of all five stages.</summary>
    public string Sweep { get; }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
