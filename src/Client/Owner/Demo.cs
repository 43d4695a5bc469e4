using Search.Specs;
using Search.Store.Home;
using Search.Training.Data;
using Search.Training.Demo;

namespace Search.Client.Owner;

/// <summary>The whole method in a few minutes: draws a small set of images, then sweeps, promotes, re-tunes and reports on it.</summary>
internal sealed class Demo(CommandContext context)
{
    private const int TrainImages = 3200;
    private const int TestImages = 2000;

    /// <summary>The demo's sweep file, as a user would write it.</summary>
    private const string Sweep = """
        name: demo
        data:
          path: images
          imageSize: 32
          limit: { train: 2000 }
          sample: { train: 600, valid: 500 }
        model: { family: cnn, width: 0.5 }
        training: { batchSize: 32 }
        space:
          learningRate: { log: [1e-4, 1e-2] }
          dropout: { uniform: [0, 0.8] }
          augmentation: { horizontalFlip: [false, true], rotation: [0, 15], widthShift: [0, 0.1] }
        maxEpochs: 9
        promote: { top: 2, repeats: 3 }
        budget: { trials: 28 }
        seed: 1
        """;

    /// <summary>Starts afresh in its own folder, whatever an earlier demo left there; returns the exit code.</summary>
    public async Task<int> RunAsync(OwnerOptions options, CancellationToken cancellationToken)
    {
        var home = HomeFolder.Resolve(Path.Combine(context.Home.Root, "demo"), context.Terminal.Variable);
        options.RefuseTakenPort();
        var (images, sweep) = (Path.Combine(home.Root, "images"), Path.Combine(home.Root, "demo.yaml"));
        Prepare(home, images, sweep, cancellationToken);
        context.Note($"The sweep file is {sweep}");
        var spec = SweepFile.ReadFile(sweep) is { IsGood: true } good
            ? good.Spec
            : throw CommandException.Failed($"The demo's own sweep file is wrong: {string.Join(" ", SweepFile.ReadFile(sweep).Errors)}");
        var demo = new CommandContext(context.Terminal, home) { IsQuiet = context.IsQuiet };
        var exitCode = await new ExperimentRun(demo, options).LaunchAsync(spec, cancellationToken);
        if (exitCode == ExitCode.Done)
            context.Note($"Look around with --home {home.Root}");
        return exitCode;
    }

    private void Prepare(HomeFolder home, string images, string sweep, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(home.Root);
            using var held = HomeLock.TryAcquire(home)
                ?? throw CommandException.Failed($"Another demo runs in {home.Root}: let it end, or choose another home with --home DIR.");
            Clear(home);
            context.Note($"Drawing {TrainImages} training and {TestImages} test images of six figures into {images}");
            DemoImages.Write(images, seed: 1, TrainImages, TestImages, cancellationToken);
            File.WriteAllText(sweep, Sweep);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or BadDataException)
        {
            throw CommandException.Failed($"{home.Root} cannot be made ready ({failure.Message}): free space there, or choose another home with --home DIR.");
        }
    }

    /// <summary>Removes everything but the images, which are drawn alike every time, and the lock we hold.</summary>
    private static void Clear(HomeFolder home)
    {
        foreach (var left in Directory.EnumerateFileSystemEntries(home.Root).Where(path => Path.GetFileName(path) != "images" && path != home.LockFile))
        {
            if (Directory.Exists(left))
                Directory.Delete(left, recursive: true);
            else
                File.Delete(left);
        }
    }
}
