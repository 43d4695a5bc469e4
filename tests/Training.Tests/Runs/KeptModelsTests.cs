using System.Globalization;
using CsCheck;
using Search.Experiments;
using Search.Training.Runs;
using Xunit;

namespace Search.Training.Tests.Runs;

public class KeptModelsTests
{
    private static readonly string[] Files = ["metrics.json", "model.best.safetensors", "model.safetensors", "predictions.csv"];

    private static readonly DataSummary Data = new()
    {
        TrainImages = 100,
        SampleTrainImages = 50,
        ValidImages = 20,
        SampleValidImages = 10,
        TestImages = 0,
        Classes = ["cat", "dog"],
        ContentHash = "c0",
        SplitHash = "5e",
    };

    [Fact]
    public void However_trials_finish_and_kills_come_the_ten_best_of_the_sample_are_left() =>
        Gen.Select(Gen.Select(Gen.OneOf(Gen.Const(0.5), Gen.Const(double.NaN), Gen.Double[0, 1]), Gen.Bool).Array[0, 25], Gen.Bool).Sample(
            (trials, maximize) =>
            {
                using var home = new TemporaryFolder();
                var objective = new ObjectiveSpec("validAccuracy", maximize);
                for (var trial = 0; trial < trials.Length; trial++)
                {
                    Finish(home, trial, trials[trial].Item1);
                    if (trials[trial].Item2)
                        KeptModels.Prune(Folders(home), Data, objective); // else the process was killed before it came to it
                }
                KeptModels.Prune(Folders(home), Data, objective);
                KeptModels.Prune(Folders(home), Data, objective);

                var best = trials.Select((trial, number) => (trial.Item1, number))
                    .OrderBy(trial => double.IsNaN(trial.Item1)).ThenBy(trial => double.IsNaN(trial.Item1) ? 0 : objective.ToInternal(trial.Item1)).ThenBy(trial => trial.number).Take(10);
                Assert.Equal(best.Select(trial => trial.number).Order(), Kept(home));
            },
            iter: 25,
            threads: 1);

    [Fact]
    public void Trials_on_all_data_keep_their_files_and_take_no_place_of_the_ten()
    {
        using var home = new TemporaryFolder();
        for (var trial = 0; trial < 30; trial++)
            Finish(home, trial, trial, trial < 15 ? (100, 20) : (50, 10));

        KeptModels.Prune(Folders(home), Data, ObjectiveSpec.ValidAccuracy);

        Assert.Equal([.. Enumerable.Range(0, 15), .. Enumerable.Range(20, 10)], Kept(home));
    }

    [Fact]
    public void Trials_with_schedules_of_different_lengths_are_not_compared()
    {
        using var home = new TemporaryFolder();
        for (var trial = 0; trial < 22; trial++)
            Finish(home, trial, trial, epochs: trial < 11 ? 3 : 9);

        KeptModels.Prune(Folders(home), Data, ObjectiveSpec.ValidAccuracy);

        Assert.Equal(Enumerable.Range(0, 22).Except([0, 11]), Kept(home));
    }

    [Fact]
    public void Nothing_else_of_a_folder_is_touched()
    {
        using var home = new TemporaryFolder();
        for (var trial = 0; trial < 12; trial++)
        {
            Finish(home, trial, trial);
            File.WriteAllText(Path.Combine(home[$"{trial:D2}"], "config.yaml"), "");
            File.WriteAllText(Path.Combine(home[$"{trial:D2}"], "log.csv"), "");
        }
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(home["writing"]).FullName, "model.safetensors"), "");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(home["damaged"]).FullName, "metrics.json"), "{");

        KeptModels.Prune(Folders(home), Data, ObjectiveSpec.ValidAccuracy);

        Assert.Equal(["config.yaml", "log.csv"], Names(home["00"]));
        Assert.Equal(["config.yaml", "log.csv", .. Files], Names(home["11"]));
        Assert.Equal(["model.safetensors"], Names(home["writing"]));
        Assert.Equal(["metrics.json"], Names(home["damaged"]));
    }

    [Fact]
    public void A_run_leaves_what_is_compared()
    {
        using var home = new TemporaryFolder();
        var images = TinyImages.Create();
        var last = new Dictionary<int, double>();
        for (var trial = 0; trial < 11; trial++)
        {
            var request = Attempts.Request(Attempts.Of(("batchSize", 16), ("model", "linear")), epochs: 2) with { Trial = trial, RunSeed = (ulong)trial, RunFolder = home[$"{trial:D2}"] };
            last[trial] = Attempts.Run(request, data: images).Epochs()[^1].ValidAccuracy;
        }

        KeptModels.Prune(Folders(home), Data, ObjectiveSpec.ValidAccuracy);

        Assert.Equal(last.OrderByDescending(trial => trial.Value).ThenBy(trial => trial.Key).Take(10).Select(trial => trial.Key).Order(), Kept(home));
    }

    private static void Finish(TemporaryFolder home, int trial, double value, (int Train, int Valid)? images = null, int epochs = 1)
    {
        var folder = Directory.CreateDirectory(home[$"{trial:D2}"]).FullName;
        foreach (var name in Files)
            File.WriteAllText(Path.Combine(folder, name), "");
        var (train, valid) = images ?? (50, 10);
        var number = double.IsNaN(value) ? "\"NaN\"" : value.ToString("R", CultureInfo.InvariantCulture);
        var epoch = """{ "epoch": 1, "trainLoss": 1, "trainAccuracy": 1, "validLoss": 1, "validAccuracy": 1, "learningRate": 1, "seconds": 1 }""";
        File.WriteAllText(Path.Combine(folder, "metrics.json"), $$"""
            {
              "experiment": "x-0001", "trial": {{trial}}, "attempt": 1, "runSeed": 1, "dataHash": "", "fingerprint": "", "configuration": {},
              "trainImages": {{train}}, "validImages": {{valid}}, "value": {{number}}, "epochs": [{{string.Join(',', Enumerable.Repeat(epoch, epochs))}}]
            }
            """);
    }

    private static string[] Folders(TemporaryFolder home) => Directory.GetDirectories(home.Path);

    private static string[] Names(string folder) => [.. Directory.GetFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static IEnumerable<int> Kept(TemporaryFolder home) => Folders(home)
        .Where(folder => File.Exists(Path.Combine(folder, "model.safetensors"))).Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)).Order();
}
