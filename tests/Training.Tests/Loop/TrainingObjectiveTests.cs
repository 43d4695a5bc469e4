using Search.Objectives;
using Xunit;
using static TorchSharp.torch;

namespace Search.Training.Tests.Loop;

public class TrainingObjectiveTests
{
    private static readonly TinyImages Data = TinyImages.Create();

    [Fact]
    public void A_network_learns_to_tell_the_classes_apart()
    {
        var epochs = Attempts.Run(Attempts.Request(Attempts.Of(("batchSize", 16), ("learningRate", 0.01), ("model.width", 0.25)), epochs: 8), data: Data).Epochs();

        Assert.Equal(Enumerable.Range(1, 8), epochs.Select(epoch => epoch.Epoch));
        Assert.True(epochs[^1].ValidAccuracy >= 0.9, $"Validation accuracy is {epochs[^1].ValidAccuracy}.");
        Assert.True(epochs[^1].TrainLoss < epochs[0].TrainLoss);
    }

    [Fact]
    public async Task Trials_at_the_same_time_give_the_same_numbers_as_alone()
    {
        var configurations = Enumerable.Range(1, 3).Select(index => index * 0.2).Select(dropout => Attempts.Of(("dropout", dropout), ("batchSize", 16), ("model.width", 0.25), ("augmentation.rotation", 10))).ToArray();
        string[] Bits(int index) => [.. Attempts.Run(Attempts.Request(configurations[index]), data: Data).Epochs().Select(Attempts.Bits)];
        var alone = Enumerable.Range(0, 3).Select(Bits).ToArray();

        var together = await Task.WhenAll(Enumerable.Range(0, 3).Select(index =>
            Task.Factory.StartNew(() => Bits(index), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal(alone, together);
    }

    [Fact]
    public void Torchs_own_generator_has_no_part_in_the_numbers()
    {
        var request = Attempts.Request(Attempts.Of(("dropout", 0.5), ("batchSize", 16), ("model.width", 0.25)));

        manual_seed(1);
        var first = Attempts.Run(request, data: Data).Epochs();
        manual_seed(2);
        var second = Attempts.Run(request, data: Data).Epochs();

        Assert.Equal(first.Select(Attempts.Bits), second.Select(Attempts.Bits));
    }

    [Fact]
    public void Another_run_seed_gives_other_numbers()
    {
        var request = Attempts.Request(Attempts.Of(("batchSize", 16), ("model.width", 0.25)), epochs: 1);

        Assert.NotEqual(Attempts.Run(request, data: Data).Epochs()[0].Bits(), Attempts.Run(request with { RunSeed = 43 }, data: Data).Epochs()[0].Bits());
    }

    [Fact]
    public void Only_the_first_training_images_are_used()
    {
        var request = Attempts.Request(Attempts.Of(("batchSize", 16), ("model.width", 0.25)), train: 30);
        var mislabelled = TinyImages.Create();
        var others = new TinyImages
        {
            Pixels = mislabelled.Pixels,
            Labels = [.. mislabelled.Labels.Select((label, image) => image is >= 30 and < 60 ? -1 : label)],
            Names = mislabelled.Names,
            Train = mislabelled.Train,
            Valid = mislabelled.Valid,
            Test = mislabelled.Test,
        };

        Assert.Equal(Attempts.Run(request, data: Data).Epochs().Select(Attempts.Bits), Attempts.Run(request, data: others).Epochs().Select(Attempts.Bits));
    }

    [Fact]
    public void The_bitmap_of_correct_validation_images_adds_up_to_the_accuracy()
    {
        var epoch = Attempts.Run(Attempts.Request(Attempts.Of(("batchSize", 16), ("model", "linear")), epochs: 1), data: Data).Epochs()[0];

        Assert.Equal(3, epoch.ValidCorrect!.Length);
        Assert.Equal(epoch.ValidAccuracy * 24, epoch.ValidCorrect.Sum(bits => byte.PopCount(bits)), 9);
    }

    [Fact]
    public void The_test_split_is_scored_at_the_last_epoch_and_only_when_asked()
    {
        var request = Attempts.Request(Attempts.Of(("batchSize", 16), ("model", "linear")), epochs: 2);

        var unasked = Attempts.Run(request, data: Data).Epochs();
        var asked = Attempts.Run(request with { ScoreTest = true }, data: Data).Epochs();

        Assert.All(unasked, epoch => Assert.Null(epoch.Test));
        Assert.Null(asked[0].Test);
        var test = asked[1].Test!;
        Assert.Equal((15, 15), (test.Images, test.Losses!.Length));
        Assert.Equal(test.Losses.Average(loss => (double)loss), test.Loss, 9);
        Assert.Equal(test.Accuracy * 15, test.Correct.Sum(bits => byte.PopCount(bits)), 9);
        Assert.Equal(unasked[1].ValidLoss, asked[1].ValidLoss);
    }

    [Fact]
    public void Test_scores_are_made_up_for_when_they_are_asked_for_after_the_last_epoch()
    {
        var request = Attempts.Request(Attempts.Of(("batchSize", 16), ("model", "linear")), epochs: 2);
        using var folder = new TemporaryFolder();
        var whole = Attempts.Run(request with { ScoreTest = true }, data: Data).Epochs()[^1];
        Attempts.Run(request with { CheckpointFolder = folder.Path }, data: Data);

        var later = Attempts.Run(request with { CheckpointFolder = folder.Path, Attempt = 2, ScoreTest = true, KnownEpoch = 1 }, data: Data).Epochs();

        Assert.Equal(whole.Bits(), Assert.Single(later).Bits());
    }

    [Fact]
    public void The_learning_rate_reported_is_that_of_the_epochs_last_step()
    {
        var epochs = Attempts.Run(Attempts.Request(Attempts.Of(("batchSize", 16), ("model", "linear"), ("learningRate", 0.5), ("schedule", "step10")), epochs: 4), data: Data).Epochs();

        Assert.Equal([0.5, 0.5, 0.05, 0.005], epochs.Select(epoch => Math.Round(epoch.LearningRate, 12)));
    }

    [Fact]
    public void A_suspension_without_a_folder_keeps_nothing()
    {
        var events = Attempts.Run(Attempts.Request(Attempts.Of(("batchSize", 16), ("model", "linear"))), new Control(7), Data);

        Assert.Equal(new RunSuspended(1, 2, null), events[^1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_suspension_that_is_taken_back_still_suspends(int polls)
    {
        var control = new Wavering(polls);

        var events = Attempts.Run(Attempts.Request(Attempts.Of(("batchSize", 16), ("model", "linear"))), control, Data);

        Assert.Equal(new RunSuspended(0, polls, null), events[^1]);
        Assert.Equal(2, events.Count);
    }

    [Fact]
    public void An_abandoned_attempt_ends_without_a_word_or_a_file()
    {
        using var folder = new TemporaryFolder();

        var events = Attempts.Run(Attempts.Request(Attempts.Of(("batchSize", 16), ("model", "linear")), folder.Path), new Control(2, RunSignal.Abandon), Data);

        Assert.IsType<RunStarted>(Assert.Single(events));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void The_fingerprint_names_device_threads_and_library()
    {
        var started = Assert.IsType<RunStarted>(Attempts.Run(Attempts.Request(Attempts.Of(("model", "linear"))), new Control(0), Data)[0]);

        Assert.Matches(@"^device=[^;]+; isa=\w+; threads=1; libtorch=2\.10\.0[^;]*; precision=float32$", started.Fingerprint);
    }

    [Fact]
    public void A_resumed_trial_reports_the_fingerprint_it_now_has()
    {
        using var folder = new TemporaryFolder();
        var request = Attempts.Request(Attempts.Of(("batchSize", 16), ("model", "linear")), folder.Path);
        Attempts.Run(request, new Control(6), Data);

        var resumed = Attempts.Run(request with { Attempt = 2 }, data: Data, options: new() { ThreadsPerSlot = 2 });

        Assert.Contains("threads=2", Assert.IsType<RunStarted>(resumed[0]).Fingerprint, StringComparison.Ordinal);
        Assert.Equal(3, resumed.Epochs().Length);
    }

    /// <summary>Says suspend once, then run again.</summary>
    private sealed class Wavering(int polls) : IRunControl
    {
        private int polled;

        public RunSignal Signal => polled++ == polls ? RunSignal.Suspend : RunSignal.Run;
    }
}
