using Search.Objectives;
using Search.Training.Loop;
using Xunit;

namespace Search.Training.Tests.Loop;

public class FailureTests
{
    private static readonly TinyImages Data = TinyImages.Create();

    [Fact]
    public void A_loss_that_is_no_number_is_called_divergence_with_the_place_and_the_rate()
    {
        var events = Attempts.Run(Attempts.Request(Attempts.Of(("optimizer", "sgd"), ("learningRate", 1000), ("schedule", "constant"), ("batchSize", 16), ("model.width", 0.25)), epochs: 20), data: Data);

        var failed = Assert.IsType<RunFailed>(events[^1]);
        Assert.Equal(FailureKind.Diverged, failed.Kind);
        Assert.Contains("learning rate 1E+03", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_answers_one_class_and_learns_nothing_is_called_collapsed()
    {
        using var folder = new TemporaryFolder();
        var request = Attempts.Request(Attempts.Of(("batchSize", 16), ("model", "mlp")), folder.Path, epochs: 9);

        var events = Attempts.Run(request, data: TinyImages.Create(blank: true));
        var again = Attempts.Run(request with { Attempt = 2, KnownEpoch = 2 }, data: TinyImages.Create(blank: true));

        Assert.Equal(2, events.Epochs().Length);
        Assert.Equal(FailureKind.Collapsed, Assert.IsType<RunFailed>(events[^1]).Kind);
        Assert.Equal(events[^1], again[^1]);
        Assert.Equal(2, again.Count);
    }

    [Fact]
    public void A_label_out_of_range_is_bad_data_and_its_image_is_named()
    {
        var data = TinyImages.Create();
        var wrong = new TinyImages
        {
            Pixels = data.Pixels,
            Labels = [.. data.Labels.Select((label, image) => image == 7 ? -1 : label)],
            Names = data.Names,
            Train = data.Train,
            Valid = data.Valid,
            Test = data.Test,
        };

        var failed = Assert.IsType<RunFailed>(Assert.Single(Attempts.Run(Attempts.Request(Attempts.Of(("model", "linear"))), data: wrong)));

        Assert.Equal(FailureKind.BadData, failed.Kind);
        Assert.Contains("1/7.png", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_folder_that_cannot_be_made_is_a_storage_failure()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["taken"], "");

        var failed = Assert.IsType<RunFailed>(Assert.Single(Attempts.Run(Attempts.Request(Attempts.Of(("model", "linear")), folder["taken"]), data: Data)));

        Assert.Equal(FailureKind.Storage, failed.Kind);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_is_a_storage_failure_and_its_epoch_is_not_reported()
    {
        using var folder = new TemporaryFolder();
        var events = new List<RunEvent>();

        foreach (var next in new TrainingObjective(Data, TorchSharp.torch.CPU, new()).Evaluate(
            Attempts.Request(Attempts.Of(("batchSize", 16), ("model", "linear")), folder["trial"]), new Control()))
        {
            events.Add(next);
            if (next is EpochFinished)
                Directory.Delete(folder["trial"], recursive: true);
        }

        Assert.Equal([1], events.Epochs().Select(epoch => epoch.Epoch));
        Assert.Equal(FailureKind.Storage, Assert.IsType<RunFailed>(events[^1]).Kind);
    }

    [Fact]
    public void A_configuration_that_cannot_be_trained_fails_with_all_its_errors()
    {
        var failed = Assert.IsType<RunFailed>(Assert.Single(Attempts.Run(Attempts.Request(Attempts.Of(("model", "lenear"), ("dropuot", 0.5))), data: Data)));

        Assert.Equal(FailureKind.Crashed, failed.Kind);
        Assert.Contains("lenear", failed.Message, StringComparison.Ordinal);
        Assert.Contains("dropuot", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_images_than_there_are_is_refused_with_both_numbers()
    {
        var failed = Assert.IsType<RunFailed>(Assert.Single(Attempts.Run(Attempts.Request(Attempts.Of(("model", "linear")), train: 61), data: Data)));

        Assert.Contains("61 training images", failed.Message, StringComparison.Ordinal);
        Assert.Contains("60", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unexpected_error_is_a_crash_that_says_where()
    {
        var data = TinyImages.Create();
        var events = new List<RunEvent>();

        foreach (var next in new TrainingObjective(data, TorchSharp.torch.CPU, new()).Evaluate(Attempts.Request(Attempts.Of(("model", "linear"))), new Control()))
        {
            events.Add(next);
            data.Pixels.Dispose();
        }

        var failed = Assert.IsType<RunFailed>(events[^1]);
        Assert.Equal(FailureKind.Crashed, failed.Kind);
        Assert.Contains("Search.Training", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CUDA out of memory. Tried to allocate 2 GiB", FailureKind.OutOfMemory)]
    [InlineData("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory: you tried", FailureKind.OutOfMemory)]
    [InlineData("DefaultCPUAllocator: not enough memory: you tried", FailureKind.OutOfMemory)]
    [InlineData("mat1 and mat2 shapes cannot be multiplied", FailureKind.Crashed)]
    public void Torchs_messages_are_told_apart(string message, FailureKind kind) =>
        Assert.Equal(kind, Failures.From(new InvalidOperationException(message)).Kind);
}
