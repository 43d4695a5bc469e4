using System.Text.Json;
using Search.Experiments;
using Search.Objectives;
using Search.Spaces;
using Search.Training.Runs;
using Xunit;

namespace Search.Training.Tests.Runs;

public class BestModelTests
{
    // The loss falls from epoch to epoch: the highest is the first epoch's, the lowest the last's.
    private static readonly Configuration Steady = Attempts.Of(("batchSize", 16), ("model", "linear"), ("learningRate", 0.003));
    private static readonly ObjectiveSpec First = new("validLoss", Maximize: true);
    private static readonly TinyImages Data = TinyImages.Create();

    public static TheoryData<string, bool> Objectives => new() { { "validAccuracy", true }, { "validAccuracy", false }, { "validLoss", true }, { "validLoss", false } };

    [Theory]
    [MemberData(nameof(Objectives))]
    public void A_trial_suspended_between_any_two_batches_leaves_the_same_models(string name, bool maximize)
    {
        var objective = new ObjectiveSpec(name, maximize);
        var (whole, polls) = Straight(objective);

        for (var stop = 0; stop < polls; stop += 2)
        {
            using var folders = new Folders();
            var known = Attempts.Run(folders.Request(objective), new Control(stop), Data).Epochs().Length;
            known += Attempts.Run(folders.Request(objective) with { Attempt = 2, KnownEpoch = known }, new Control(3), Data).Epochs().Length;
            Attempts.Run(folders.Request(objective) with { Attempt = 3, KnownEpoch = known }, data: Data);

            Assert.Equal(whole, folders.Models);
        }
    }

    [Fact]
    public void A_trial_killed_after_any_epoch_or_within_one_leaves_the_same_models()
    {
        var (whole, polls) = Straight(First);
        var options = new TrainingOptions { Time = new SteppingTime(TimeSpan.FromSeconds(31)) };

        for (var stop = 1; stop < polls; stop++)
        {
            using var folders = new Folders();
            var known = Attempts.Run(folders.Request(First), new Control(stop, RunSignal.Abandon), Data, options).Epochs().Length;
            Attempts.Run(folders.Request(First) with { Attempt = 2, KnownEpoch = known }, data: Data);

            Assert.Equal(whole, folders.Models);
        }
    }

    [Fact]
    public void Falling_back_to_the_checkpoint_before_falls_back_to_the_best_of_its_time()
    {
        var (whole, _) = Straight(First);
        using var folders = new Folders();
        Attempts.Run(folders.Request(First), data: Data);
        File.WriteAllText(folders.Checkpoints[folders.Checkpoints.Files[^1]], "torn");
        foreach (var name in folders.Run.Files)
            File.Delete(folders.Run[name]);

        Attempts.Run(folders.Request(First) with { Attempt = 2, KnownEpoch = 3 }, data: Data);

        Assert.Equal(whole, folders.Models);
    }

    [Fact]
    public void The_best_model_is_that_of_its_epoch()
    {
        using var folders = new Folders();
        var request = folders.Request(First) with { Configuration = Steady };
        var first = new TrainingObjective(Data, TorchSharp.torch.CPU, new()).Evaluate(request, new Control()).OfType<EpochFinished>().First();
        ModelExport.FromCheckpoint(folders.Checkpoints[first.Checkpoint!], folders.Checkpoints["first"], request.Configuration, Data.Classes, 8);

        Attempts.Run(request with { Attempt = 2, KnownEpoch = 1 }, data: Data);

        Assert.Equal(File.ReadAllBytes(folders.Checkpoints["first"]), File.ReadAllBytes(folders.Run["model.best.safetensors"]));
        Assert.Equal("1", SafetensorsFile.Read(folders.Run["model.best.safetensors"]).Metadata["epoch"]);
        Assert.Equal("4", SafetensorsFile.Read(folders.Run["model.safetensors"]).Metadata["epoch"]);
        using var metrics = JsonDocument.Parse(File.ReadAllText(folders.Run["metrics.json"]));
        Assert.Equal(1, metrics.RootElement.GetProperty("bestEpoch").GetInt32());
    }

    [Fact]
    public void Where_the_last_epoch_is_the_best_its_weights_are_stored_once()
    {
        using var folders = new Folders();
        var request = folders.Request(new ObjectiveSpec("validLoss", Maximize: false)) with { Configuration = Steady };
        File.WriteAllText(folders.Run["model.best.safetensors"], "of other numbers");

        var epochs = Attempts.Run(request, data: Data).Epochs();

        Assert.Equal(epochs[^1].ValidLoss, epochs.Min(epoch => epoch.ValidLoss));
        Assert.Equal(["metrics.json", "model.safetensors", "predictions.csv"], folders.Run.Files);
    }

    [Fact]
    public void An_objective_without_a_number_has_no_best_epoch()
    {
        using var folders = new Folders();

        Attempts.Run(folders.Request(new ObjectiveSpec("unheardOf", Maximize: true)), data: Data);

        Assert.Equal(["metrics.json", "model.safetensors", "predictions.csv"], folders.Run.Files);
    }

    [Theory]
    [InlineData(new[] { 0.5, 0.7, 0.7, 0.6 }, true, 2)]
    [InlineData(new[] { 0.5, 0.7, 0.5, 0.6 }, false, 1)]
    [InlineData(new[] { double.NaN, 0.7, double.PositiveInfinity }, true, 2)]
    [InlineData(new[] { double.NaN, double.NegativeInfinity }, false, null)]
    [InlineData(new double[0], true, null)]
    public void The_best_epoch_is_the_earliest_of_the_best_numbers(double[] values, bool maximize, int? best) =>
        Assert.Equal(best, BestEpoch.Of(values.Cast<double?>(), new ObjectiveSpec("any", maximize)));

    private static (Dictionary<string, string> Models, int Polls) Straight(ObjectiveSpec objective)
    {
        using var folders = new Folders();
        var control = new Control();
        Attempts.Run(folders.Request(objective), control, Data);
        return (folders.Models, control.Polled);
    }

    private sealed class Folders : IDisposable
    {
        public TemporaryFolder Run { get; } = new();

        public TemporaryFolder Checkpoints { get; } = new();

        /// <summary>The bytes of every model left.</summary>
        public Dictionary<string, string> Models => Run.Files.Where(name => name.StartsWith("model", StringComparison.Ordinal))
            .ToDictionary(name => name, name => Convert.ToHexString(File.ReadAllBytes(Run[name])));

        public TrialRequest Request(ObjectiveSpec objective) =>
            Attempts.Request(Attempts.Of(("batchSize", 16), ("model.width", 0.25), ("dropout", 0.2), ("learningRate", 0.01)), Checkpoints.Path, epochs: 4) with { RunFolder = Run.Path, Objective = objective };

        public void Dispose()
        {
            Run.Dispose();
            Checkpoints.Dispose();
        }
    }
}
