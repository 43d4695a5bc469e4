using CsCheck;
using Search.Objectives;
using Search.Spaces;
using Search.Training.Checkpoints;
using Search.Training.Optimizers;
using Xunit;

namespace Search.Training.Tests.Loop;

public class ExactResumeTests
{
    private static readonly TinyImages Data = TinyImages.Create();

    public static TheoryData<string> Optimizers => [.. OptimizerFamilies.Names];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_trial_suspended_between_any_two_batches_ends_with_the_same_bits(string optimizer)
    {
        var configuration = Everything(optimizer);
        var whole = Straight(configuration);

        for (var polls = 0; polls < whole.Polls; polls++)
        {
            using var folder = new TemporaryFolder();
            var first = Attempts.Run(Attempts.Request(configuration, folder.Path), new Control(polls), Data);
            var second = Attempts.Run(Attempts.Request(configuration, folder.Path) with { Attempt = 2, KnownEpoch = first.Epochs().Length }, data: Data);

            Assert.IsType<RunSuspended>(first[^1]);
            AssertSame(whole, [.. first.Epochs(), .. second.Epochs()], folder);
        }
    }

    [Fact]
    public void A_trial_suspended_and_abandoned_again_and_again_ends_with_the_same_bits()
    {
        var configuration = Everything("adam");
        var whole = Straight(configuration);

        Gen.Select(Gen.Int[0, 9], Gen.Bool).Array[1, 6].Sample(
            stops =>
            {
                using var folder = new TemporaryFolder();
                var seen = new SortedDictionary<int, EpochFinished>();
                var attempt = 0;
                foreach (var (polls, suspends) in stops.Append((int.MaxValue, true)))
                {
                    attempt++;
                    var known = seen.Count;
                    var request = Attempts.Request(configuration, folder.Path) with { Attempt = attempt, KnownEpoch = known };
                    foreach (var measured in Attempts.Run(request, new Control(polls, suspends ? RunSignal.Suspend : RunSignal.Abandon), Data).Epochs())
                    {
                        Assert.Equal(++known, measured.Epoch);
                        seen.Add(measured.Epoch, measured);
                    }
                }
                AssertSame(whole, [.. seen.Values], folder);
            },
            iter: 8,
            threads: 1);
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("mlp")]
    [InlineData("vgg")]
    public void Every_model_resumes_from_the_middle_of_an_epoch_with_the_same_bits(string model)
    {
        var configuration = Everything("sgd").With("model", model);
        var whole = Straight(configuration);

        using var folder = new TemporaryFolder();
        var first = Attempts.Run(Attempts.Request(configuration, folder.Path), new Control(whole.Polls / 2), Data);
        var second = Attempts.Run(Attempts.Request(configuration, folder.Path) with { Attempt = 2, KnownEpoch = first.Epochs().Length }, data: Data);

        AssertSame(whole, [.. first.Epochs(), .. second.Epochs()], folder);
    }

    [Fact]
    public void A_trial_killed_after_an_epoch_goes_on_from_its_checkpoint()
    {
        var configuration = Everything("adam");
        var whole = Straight(configuration);

        for (var killed = 1; killed <= 3; killed++)
        {
            using var folder = new TemporaryFolder();
            var objective = new TrainingObjective(Data, TorchSharp.torch.CPU, new());
            var first = objective.Evaluate(Attempts.Request(configuration, folder.Path), new Control()).Take(1 + killed).ToList();
            var second = Attempts.Run(Attempts.Request(configuration, folder.Path) with { Attempt = 2, KnownEpoch = killed }, data: Data);

            Assert.Equal(killed, Assert.IsType<RunStarted>(second[0]).FromEpoch);
            AssertSame(whole, [.. first.Epochs(), .. second.Epochs()], folder);
        }
    }

    [Fact]
    public void Finished_epochs_whose_reports_were_lost_are_reported_again_without_training()
    {
        var configuration = Everything("adam");
        var whole = Straight(configuration);
        using var folder = new TemporaryFolder();
        Attempts.Run(Attempts.Request(configuration, folder.Path), data: Data);

        var control = new Control();
        var again = Attempts.Run(Attempts.Request(configuration, folder.Path) with { Attempt = 2, KnownEpoch = 1 }, control, Data);

        Assert.Equal(whole.Measured[1..].Select(Attempts.Bits), again.Epochs().Select(Attempts.Bits));
        Assert.Equal(0, control.Polled);
        Assert.Equal([folder.Files[0], folder.Files[1]], again.Epochs().Select(measured => measured.Checkpoint));
    }

    [Fact]
    public void A_long_epoch_is_saved_in_between_so_that_a_kill_loses_little()
    {
        var configuration = Everything("adam");
        var whole = Straight(configuration);
        using var folder = new TemporaryFolder();
        var options = new TrainingOptions { Time = new SteppingTime(TimeSpan.FromSeconds(31)) };

        Attempts.Run(Attempts.Request(configuration, folder.Path), new Control(3, RunSignal.Abandon), Data, options);
        Assert.NotEmpty(folder.Files);
        Assert.All(folder.Files, name => Assert.Matches("^e00000-b000000[12]-a0001", name));
        var second = Attempts.Run(Attempts.Request(configuration, folder.Path) with { Attempt = 2 }, data: Data);

        AssertSame(whole, second.Epochs(), folder);
    }

    [Fact]
    public void Seconds_add_up_over_the_attempts_that_worked_on_an_epoch()
    {
        var configuration = Everything("adam");
        var options = new TrainingOptions { Time = new SteppingTime(TimeSpan.FromSeconds(1)) };
        var whole = Attempts.Run(Attempts.Request(configuration), data: Data, options: options).Epochs();
        using var folder = new TemporaryFolder();

        Attempts.Run(Attempts.Request(configuration, folder.Path), new Control(2), Data, options);
        var resumed = Attempts.Run(Attempts.Request(configuration, folder.Path) with { Attempt = 2 }, data: Data, options: options).Epochs();

        Assert.Equal(5, whole[0].Seconds);
        Assert.Equal(whole.Select(epoch => epoch.Seconds), resumed.Select(epoch => epoch.Seconds));
    }

    /// <summary>A configuration in which everything that is random or remembered takes part.</summary>
    private static Configuration Everything(string optimizer) => Attempts.Of(
        ("optimizer", optimizer), ("momentum", 0.9), ("batchSize", 16), ("dropout", 0.3), ("learningRate", 0.01), ("weightDecay", 0.1), ("labelSmoothing", 0.1),
        ("model.width", 0.25), ("augmentation.rotation", 20), ("augmentation.horizontalFlip", true), ("augmentation.channelShift", 20), ("augmentation.cutout", 0.3));

    private static Reference Straight(Configuration configuration)
    {
        using var folder = new TemporaryFolder();
        var control = new Control();
        var measured = Attempts.Run(Attempts.Request(configuration, folder.Path), control, Data).Epochs();
        Assert.Equal(3, measured.Length);
        return new Reference(measured, control.Polled, Last(folder));
    }

    private static Checkpoint Last(TemporaryFolder folder) => CheckpointFile.Read(folder[folder.Files[^1]]);

    private static void AssertSame(Reference whole, EpochFinished[] measured, TemporaryFolder folder)
    {
        Assert.Equal(whole.Measured.Select(Attempts.Bits), measured.Select(Attempts.Bits));
        var last = Last(folder);
        Assert.Equal(whole.Last.Steps, last.Steps);
        Assert.Equal(whole.Last.Blobs.Keys.Order(), last.Blobs.Keys.Order());
        foreach (var (name, blob) in whole.Last.Blobs)
            Assert.True(blob.Bytes.AsSpan().SequenceEqual(last.Blobs[name].Bytes), $"{name} differs.");
    }

    private sealed record Reference(EpochFinished[] Measured, int Polls, Checkpoint Last);
}
