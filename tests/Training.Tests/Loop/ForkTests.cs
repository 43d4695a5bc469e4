using Search.Objectives;
using Search.Spaces;
using Search.Training.Checkpoints;
using Xunit;

namespace Search.Training.Tests.Loop;

public class ForkTests
{
    private static readonly TinyImages Data = TinyImages.Create();

    private static readonly Configuration Parent = Attempts.Of(
        ("optimizer", "adam"), ("batchSize", 16), ("dropout", 0.3), ("learningRate", 0.01), ("weightDecay", 0.1), ("model.width", 0.25), ("augmentation.rotation", 20));

    private static readonly Configuration Child = Parent.With("learningRate", 0.012).With("dropout", 0.24).With("batchSize", 20);

    [Fact]
    public void A_fork_goes_on_from_its_parents_weights_with_its_own_hyperparameters()
    {
        using var parent = new TemporaryFolder();
        using var folder = new TemporaryFolder();
        var theirs = TrainParent(parent);

        var events = Attempts.Run(Fork(parent.Path, folder.Path), new Control(0), Data); // suspended before its first batch

        Assert.Equal(2, Assert.IsType<RunStarted>(events[0]).FromEpoch);
        var (taken, own) = (CheckpointFile.Read(parent[parent.Files.Single(name => name.StartsWith("e00002", StringComparison.Ordinal))]), CheckpointFile.Read(folder[folder.Files[^1]]));
        Assert.Equal((2, taken.Steps), (own.Epoch, own.Steps));
        Assert.All(taken.Blobs, blob => Assert.Equal(blob.Value.Bytes, own.Blobs[blob.Key].Bytes));
        Assert.Equal(theirs[..2].Select(Attempts.Bits), own.Measurements.Select(Attempts.Bits));

        var measured = Attempts.Run(Fork(parent.Path, folder.Path) with { Attempt = 2 }, data: Data).Epochs();
        Assert.Equal([3, 4], measured.Select(epoch => epoch.Epoch));
        Assert.NotEqual(theirs[2].Bits(), measured[0].Bits());
    }

    [Fact]
    public void A_fork_whose_parents_checkpoint_is_gone_trains_those_epochs_anew_with_the_same_bits()
    {
        using var parent = new TemporaryFolder();
        TrainParent(parent);
        var copied = Attempts.Run(Fork(parent.Path, null), data: Data);

        var replayed = Attempts.Run(Fork(null, null), data: Data);

        Assert.Equal((2, 0), (Assert.IsType<RunStarted>(copied[0]).FromEpoch, Assert.IsType<RunStarted>(replayed[0]).FromEpoch));
        Assert.Equal(copied.Epochs().Select(Attempts.Bits), replayed.Epochs().Select(Attempts.Bits));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_fork_suspended_between_any_two_batches_ends_with_the_same_bits(bool withCheckpoint)
    {
        using var parent = new TemporaryFolder();
        TrainParent(parent);
        var from = withCheckpoint ? parent.Path : null;
        var control = new Control();
        var whole = Attempts.Run(Fork(from, null), control, Data).Epochs();

        for (var polls = 0; polls < control.Polled; polls += 3)
        {
            using var folder = new TemporaryFolder();
            var first = Attempts.Run(Fork(from, folder.Path), new Control(polls), Data);
            var second = Attempts.Run(Fork(from, folder.Path) with { Attempt = 2, KnownEpoch = 2 + first.Epochs().Length }, data: Data);

            Assert.IsType<RunSuspended>(first[^1]);
            Assert.Equal(whole.Select(Attempts.Bits), first.Epochs().Concat(second.Epochs()).Select(Attempts.Bits));
        }
    }

    [Fact]
    public void A_fork_of_a_fork_gives_the_same_bits_from_either_checkpoint_or_none()
    {
        using var parent = new TemporaryFolder();
        using var child = new TemporaryFolder();
        TrainParent(parent);
        Attempts.Run(Fork(parent.Path, child.Path) with { ForkInterval = 1 }, data: Data);
        var grandchild = Child.With("learningRate", 0.008);

        string[] Bits(string? first, string? second) => [.. Attempts.Run(
            Attempts.Request(grandchild, epochs: 4) with { KnownEpoch = 3, Origins = [new(Parent, 2, first), new(Child, 3, second)] }, data: Data).Epochs().Select(Attempts.Bits)];

        var expected = Bits(null, null);
        Assert.Single(expected);
        Assert.Equal(expected, Bits(parent.Path, child.Path));
        Assert.Equal(expected, Bits(parent.Path, null));
        Assert.Equal(expected, Bits(null, child.Path));
    }

    [Theory]
    [InlineData(0, 0.9)]
    [InlineData(0.9, 0)]
    public void A_fork_may_take_up_momentum_or_drop_it(double before, double after)
    {
        using var parent = new TemporaryFolder();
        Attempts.Run(Attempts.Request(Sgd(before), parent.Path, epochs: 4) with { ForkInterval = 2 }, data: Data);

        string[] Bits(double momentum, string? from) => [.. Attempts.Run(
            Attempts.Request(Sgd(momentum), epochs: 4) with { KnownEpoch = 2, Origins = [new(Sgd(before), 2, from)] }, data: Data).Epochs().Select(Attempts.Bits)];

        var expected = Bits(after, null);
        Assert.Equal(2, expected.Length);
        Assert.Equal(expected, Bits(after, parent.Path));
        Assert.NotEqual(expected, Bits(before, parent.Path));
    }

    [Fact]
    public void Momentum_that_was_dropped_and_is_taken_up_again_starts_at_rest_from_either_checkpoint_or_none()
    {
        using var parent = new TemporaryFolder();
        using var child = new TemporaryFolder();
        Attempts.Run(Attempts.Request(Sgd(0.9), parent.Path, epochs: 4) with { ForkInterval = 2 }, data: Data);
        Attempts.Run(Attempts.Request(Sgd(0), child.Path, epochs: 4) with { KnownEpoch = 2, ForkInterval = 1, Origins = [new(Sgd(0.9), 2, parent.Path)] }, data: Data);

        string[] Bits(string? first, string? second) => [.. Attempts.Run(
            Attempts.Request(Sgd(0.5), epochs: 4) with { KnownEpoch = 3, Origins = [new(Sgd(0.9), 2, first), new(Sgd(0), 3, second)] }, data: Data).Epochs().Select(Attempts.Bits)];

        var expected = Bits(null, null);
        Assert.Single(expected);
        Assert.Equal(expected, Bits(parent.Path, null));
        Assert.Equal(expected, Bits(parent.Path, child.Path));
    }

    [Fact]
    public void Checkpoints_from_which_others_may_fork_outlive_the_newest_two()
    {
        using var folder = new TemporaryFolder();

        Attempts.Run(Attempts.Request(Parent, folder.Path, epochs: 9) with { ForkInterval = 3 }, data: Data);

        Assert.Equal(["e00006", "e00008", "e00009"], folder.Files.Select(name => name[..6]));
    }

    private static Configuration Sgd(double momentum) =>
        Attempts.Of(("optimizer", "sgd"), ("momentum", momentum), ("batchSize", 16), ("learningRate", 0.02), ("model.width", 0.25));

    private static EpochFinished[] TrainParent(TemporaryFolder folder) => Attempts.Run(Attempts.Request(Parent, folder.Path, epochs: 4) with { ForkInterval = 2 }, data: Data).Epochs();

    private static TrialRequest Fork(string? parent, string? folder) =>
        Attempts.Request(Child, folder, epochs: 4) with { Trial = 2, KnownEpoch = 2, Origins = [new TrialOrigin(Parent, 2, parent)] };
}
