using System.Globalization;
using Search.Experiments;
using Search.Silo.Training;
using Search.Store.Home;
using Xunit;

namespace Search.Silo.Tests.Training;

public sealed class TrialRecordTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("search-silo-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Every_trial_keeps_its_log_and_the_ten_best_of_the_sample_their_models()
    {
        using var source = new TrainingSource(HomeFolder.Resolve(root, _ => null), [], TimeProvider.System);
        var created = new ExperimentCreated("cats-0001", TestExperiments.Spec with { Data = new DataSpec { Path = "/data/cats" } }, TestExperiments.Data, DateTimeOffset.UnixEpoch);

        for (var trial = 0; trial < 14; trial++)
        {
            var full = trial is 3 or 4; // as in a promotion: worse than all others, but on all data
            var record = source.Record(created, Plan(full), trial)!;
            record.Add(1, new() { Epoch = 1, ValidAccuracy = trial });
            Leave(record.Folder!, trial, full);
            record.Finished();
            record.Finished();
        }

        var folders = Enumerable.Range(0, 14).Select(trial => source.Record(created, Plan(trial is 3 or 4), trial)!.Folder!).ToArray();
        Assert.All(folders, folder => Assert.True(File.Exists(Path.Combine(folder, "config.yaml")) && File.Exists(Path.Combine(folder, "log.csv"))));
        Assert.Equal([0, 1], Enumerable.Range(0, 14).Where(trial => !File.Exists(Path.Combine(folders[trial], "model.safetensors"))));
        Assert.Equal([0, 1], Enumerable.Range(0, 14).Where(trial => !File.Exists(Path.Combine(folders[trial], "metrics.json"))));
    }

    private static TrialPlan Plan(bool full) => new()
    {
        Role = TrialRole.Search,
        Configuration = TestExperiments.Simulate(1).Trials[0].Plan.Configuration,
        TrainImages = full ? TestExperiments.Data.TrainImages : TestExperiments.Data.SampleTrainImages,
        ValidImages = full ? TestExperiments.Data.ValidImages : TestExperiments.Data.SampleValidImages,
        Epochs = 1,
        Target = 1,
    };

    private static void Leave(string folder, int trial, bool full)
    {
        File.WriteAllText(Path.Combine(folder, "model.safetensors"), "");
        File.WriteAllText(Path.Combine(folder, "metrics.json"), string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "experiment": "cats-0001", "trial": {{trial}}, "attempt": 1, "runSeed": 1, "dataHash": "", "fingerprint": "", "configuration": {},
              "trainImages": {{Plan(full).TrainImages}}, "validImages": {{Plan(full).ValidImages}}, "value": {{(full ? -1 : trial)}},
              "epochs": [{ "epoch": 1, "trainLoss": 1, "trainAccuracy": 1, "validLoss": 1, "validAccuracy": 1, "learningRate": 1, "seconds": 1 }]
            }
            """));
    }
}
