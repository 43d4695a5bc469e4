using Search.Objectives;
using Xunit;

namespace Search.Training.Tests.Checkpoints;

public class CheckpointFolderTests
{
    private static readonly TinyImages Data = TinyImages.Create();

    [Fact]
    public void The_last_two_checkpoints_are_kept_named_by_epoch_batch_and_attempt()
    {
        using var folder = new TemporaryFolder();

        var epochs = Attempts.Run(Request(folder) with { Attempt = 3 }, data: Data).Epochs();

        Assert.Equal(["e00002-b0000000-a0003.checkpoint", "e00003-b0000000-a0003.checkpoint"], folder.Files);
        Assert.Equal("e00003-b0000000-a0003.checkpoint", epochs[^1].Checkpoint);
    }

    [Fact]
    public void A_corrupt_newest_checkpoint_falls_back_to_the_one_before_with_a_note()
    {
        using var folder = new TemporaryFolder();
        var whole = Attempts.Run(Request(folder), data: Data).Epochs();
        var newest = folder["e00003-b0000000-a0001.checkpoint"];
        File.WriteAllBytes(newest, File.ReadAllBytes(newest)[..^100]);
        var notes = new List<string>();

        var again = Attempts.Run(Request(folder) with { Attempt = 2, KnownEpoch = 2 }, data: Data, options: new() { Note = (_, note) => notes.Add(note) });

        Assert.Equal(2, Assert.IsType<RunStarted>(again[0]).FromEpoch);
        Assert.Equal(whole[2].Bits(), Assert.Single(again.Epochs()).Bits());
        Assert.Contains("e00003-b0000000-a0001.checkpoint is passed over", Assert.Single(notes), StringComparison.Ordinal);
        Assert.Equal(["e00002-b0000000-a0001.checkpoint", "e00003-b0000000-a0002.checkpoint"], folder.Files);
    }

    [Fact]
    public void When_all_checkpoints_are_corrupt_the_trial_starts_again_with_the_same_numbers()
    {
        using var folder = new TemporaryFolder();
        var whole = Attempts.Run(Request(folder), data: Data).Epochs();
        foreach (var name in folder.Files)
            File.WriteAllText(folder[name], "SRCHCKPT");

        var again = Attempts.Run(Request(folder) with { Attempt = 2 }, data: Data);

        Assert.Equal(0, Assert.IsType<RunStarted>(again[0]).FromEpoch);
        Assert.Equal(whole.Select(Attempts.Bits), again.Epochs().Select(Attempts.Bits));
    }

    [Fact]
    public void A_checkpoint_of_another_request_is_passed_over_and_replaced()
    {
        using var folder = new TemporaryFolder();
        Attempts.Run(Request(folder), data: Data);
        var notes = new List<string>();

        var other = Attempts.Run(Request(folder) with { RunSeed = 7, Epochs = 2 }, data: Data, options: new() { Note = (_, note) => notes.Add(note) });

        Assert.Equal(0, Assert.IsType<RunStarted>(other[0]).FromEpoch);
        Assert.Equal(2, notes.Count);
        Assert.Equal(["e00001-b0000000-a0001.checkpoint", "e00002-b0000000-a0001.checkpoint"], folder.Files);
    }

    [Fact]
    public void What_a_killed_process_left_half_written_is_removed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["e00001-b0000000-a0001.checkpoint.tmp"], "half");

        Attempts.Run(Request(folder) with { Attempt = 2 }, new Control(0, RunSignal.Abandon), Data);

        Assert.Empty(folder.Files);
    }

    private static TrialRequest Request(TemporaryFolder folder) => Attempts.Request(Attempts.Of(("batchSize", 16), ("model", "linear")), folder.Path);
}
