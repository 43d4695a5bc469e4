using Search.Specs;
using Search.Store.Home;
using Search.Training.Demo;

namespace Search.Client.Owner;

/// <summary>The whole method in a few minutes: draws a small set of images, then sweeps, promotes, re-tunes and reports on it.</summary>
internal sealed class Demo(HomeFolder home, OwnerOptions options, OwnerConsole console)
{
    private const int TrainImages = 4000;
    private const int TestImages = 2000;

    /// <summary>The demo's sweep file, as a user would write it.</summary>
    private const string Sweep = """
        name: demo
        data:
          path: images
          imageSize: 32
          limit: { train: 3000 }
          sample: { train: 500, valid: 500 }
        model: { family: cnn, width: 0.5 }
        training: { batchSize: 32 }
        space:
          learningRate: { log: [1e-4, 1e-1] }
          dropout: { uniform: [0, 0.8] }
          augmentation: { horizontalFlip: [false, true], rotation: [0, 10, 30], widthShift: [0, 0.1] }
        maxEpochs: 9
        promote: { top: 2, repeats: 3 }
        budget: { trials: 30 }
        seed: 1
        """;

    /// <summary>Starts afresh in its own folder, whatever an earlier demo left there; returns the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(home.Root, "demo");
        Directory.CreateDirectory(folder);
        foreach (var left in Directory.EnumerateDirectories(folder).Where(path => Path.GetFileName(path) != "images"))
            Directory.Delete(left, recursive: true);
        await console.Progress.WriteLineAsync($"Drawing {TrainImages} training and {TestImages} test images of six figures into {Path.Combine(folder, "images")} …");
        DemoImages.Write(Path.Combine(folder, "images"), seed: 1, TrainImages, TestImages, cancellationToken);
        var sweep = Path.Combine(folder, "demo.yaml");
        await File.WriteAllTextAsync(sweep, Sweep, cancellationToken);
        var reading = SweepFile.ReadFile(sweep);
        if (reading.Spec is not { } spec)
            throw new InvalidOperationException($"The demo's own sweep file is wrong: {string.Join(" ", reading.Errors)}");
        await console.Progress.WriteLineAsync($"Sweep file: {sweep}");
        return await new SearchOwner(HomeFolder.Resolve(folder, Environment.GetEnvironmentVariable), options, console).LaunchAsync(spec, cancellationToken);
    }
}
