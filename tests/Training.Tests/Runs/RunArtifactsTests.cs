using System.Text.Json;
using Search.Objectives;
using Search.Training.Checkpoints;
using Search.Training.Loop;
using Search.Training.Runs;
using Search.Training.Settings;
using Xunit;
using static TorchSharp.torch;

namespace Search.Training.Tests.Runs;

public class RunArtifactsTests
{
    private static readonly TinyImages Data = TinyImages.Create();

    [Fact]
    public void A_saved_model_gives_the_predictions_that_were_written_beside_it()
    {
        using var folder = new TemporaryFolder();
        var epoch = Attempts.Run(Request(folder), data: Data).Epochs()[^1];

        var (tensors, metadata) = SafetensorsFile.Read(folder["model.safetensors"]);
        using var network = new Network(TrainingSettings.From(Request(folder).Configuration), 3, 8, runSeed: 99, CPU);
        foreach (var (name, tensor) in network.Model.state_dict())
            tensors[name].CopyTo(tensor, name);
        var scores = new Scorer(Data, CPU).Score(network, [.. Data.Valid], probabilities: false, () => true)!;

        Assert.Equal(epoch.ValidCorrect, scores.Correct);
        Assert.Equal(epoch.ValidLoss, scores.Loss);
        Assert.Equal("""["cat","dog, small","eel"]""", metadata["classes"]);
        Assert.Equal(("cnn", "0.25", "8"), (metadata["model"], metadata["model.width"], metadata["imageSize"]));
        var lines = File.ReadAllLines(folder["predictions.csv"]);
        Assert.Equal("split,image,label,predicted,loss,p:cat,\"p:dog, small\",p:eel", lines[0]);
        Assert.Equal(1 + 24 + 15, lines.Length);
        Assert.Equal(24, lines.Count(line => line.StartsWith("valid,", StringComparison.Ordinal)));
    }

    [Fact]
    public void Metrics_hold_every_epoch_and_the_test_scores()
    {
        using var folder = new TemporaryFolder();
        var epochs = Attempts.Run(Request(folder), data: Data).Epochs();

        using var metrics = JsonDocument.Parse(File.ReadAllText(folder["metrics.json"]));

        var root = metrics.RootElement;
        Assert.Equal(epochs.Select(epoch => epoch.ValidLoss), root.GetProperty("epochs").EnumerateArray().Select(epoch => epoch.GetProperty("validLoss").GetDouble()));
        Assert.Equal(epochs[^1].Test!.Accuracy, root.GetProperty("test").GetProperty("accuracy").GetDouble());
        Assert.Equal("0.25", root.GetProperty("configuration").GetProperty("model.width").GetString());
    }

    [Fact]
    public void Files_lost_after_the_last_epoch_are_written_again_with_the_same_model()
    {
        using var folder = new TemporaryFolder();
        using var checkpoints = new TemporaryFolder();
        var request = Request(folder) with { CheckpointFolder = checkpoints.Path };
        Attempts.Run(request, data: Data);
        var model = File.ReadAllBytes(folder["model.safetensors"]);
        File.Delete(folder["model.safetensors"]);

        Attempts.Run(request with { Attempt = 2, KnownEpoch = 1 }, data: Data);

        Assert.Equal(model, File.ReadAllBytes(folder["model.safetensors"]));
    }

    [Fact]
    public void A_model_taken_from_the_last_checkpoint_is_the_one_the_run_left()
    {
        using var folder = new TemporaryFolder();
        using var checkpoints = new TemporaryFolder();
        var request = Request(folder) with { CheckpointFolder = checkpoints.Path };
        var last = Attempts.Run(request, data: Data).Epochs()[^1];

        ModelExport.FromCheckpoint(checkpoints[last.Checkpoint!], folder["taken"], request.Configuration, Data.Classes, 8);

        Assert.Equal(File.ReadAllBytes(folder["model.safetensors"]), File.ReadAllBytes(folder["taken"]));
    }

    [Fact]
    public void A_safetensors_file_keeps_types_shapes_and_text_and_aligns_its_data()
    {
        using var folder = new TemporaryFolder();
        var tensors = new Dictionary<string, Blob>
        {
            ["weight"] = new(ScalarType.Float32, [1, 2], [1, 2, 3, 4, 5, 6, 7, 8]),
            ["num_batches_tracked"] = new(ScalarType.Int64, [], [1, 0, 0, 0, 0, 0, 0, 0]),
        };

        SafetensorsFile.Write(folder["x"], tensors, new Dictionary<string, string> { ["classes"] = "\"ä\"" });
        var (read, metadata) = SafetensorsFile.Read(folder["x"]);

        Assert.Equivalent(tensors, read, strict: true);
        Assert.Equal("\"ä\"", metadata["classes"]);
        Assert.Equal(0, BitConverter.ToInt64(File.ReadAllBytes(folder["x"])) % 8);
    }

    [Fact]
    public void A_cut_safetensors_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        SafetensorsFile.Write(folder["x"], new Dictionary<string, Blob> { ["w"] = new(ScalarType.Float32, [2], new byte[8]) }, new Dictionary<string, string>());
        var bytes = File.ReadAllBytes(folder["x"]);

        foreach (var length in new[] { 0, 4, 20, bytes.Length - 1 })
        {
            File.WriteAllBytes(folder["x"], bytes[..length]);
            Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(folder["x"]));
        }
    }

    private static TrialRequest Request(TemporaryFolder folder) =>
        Attempts.Request(Attempts.Of(("batchSize", 16), ("model.width", 0.25)), epochs: 2) with { RunFolder = folder.Path, ScoreTest = true };
}
