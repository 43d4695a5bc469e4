using CsCheck;
using Search.Training.Checkpoints;
using Xunit;
using static TorchSharp.torch;

namespace Search.Training.Tests.Checkpoints;

public class CheckpointFileTests
{
    private static readonly Checkpoint Example = new()
    {
        Identity = "identity",
        Fingerprint = "fingerprint",
        Epoch = 2,
        Batch = 17,
        Sums = new(1.5, 33, 64, 0.25),
        CollapsedEpochs = 1,
        LearningRate = 1e-3,
        Steps = 99,
        Blobs = new Dictionary<string, Blob>
        {
            ["model.weight"] = new(ScalarType.Float32, [2, 1], [1, 2, 3, 4, 5, 6, 7, 8]),
            ["model.count"] = new(ScalarType.Int64, [], [9, 0, 0, 0, 0, 0, 0, 0]),
        },
        Measurements =
        [
            new() { Epoch = 1, TrainLoss = 1, ValidLoss = double.NaN, Checkpoint = "a", ValidCorrect = [1, 2] },
            new() { Epoch = 2, ValidCorrect = [], Test = new() { Images = 2, Correct = [3], Losses = [0.5f, 1.5f], Loss = 1, Accuracy = 1 } },
        ],
    };

    [Fact]
    public void What_was_written_is_read_again()
    {
        using var folder = new TemporaryFolder();

        CheckpointFile.Write(folder["one"], Example);
        var read = CheckpointFile.Read(folder["one"]);

        Assert.Equivalent(Example, read, strict: true);
        Assert.Equal(["one"], folder.Files);
    }

    [Fact]
    public void A_file_altered_or_cut_anywhere_is_refused()
    {
        using var folder = new TemporaryFolder();
        CheckpointFile.Write(folder["one"], Example);
        var bytes = File.ReadAllBytes(folder["one"]);

        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Int[1, 255], Gen.Bool).Sample(
            (place, change, cuts) =>
            {
                byte[] broken = cuts ? bytes[..place] : [.. bytes[..place], (byte)(bytes[place] ^ change), .. bytes[(place + 1)..]];
                File.WriteAllBytes(folder["broken"], broken);
                Assert.Throws<InvalidDataException>(() => CheckpointFile.Read(folder["broken"]));
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public void A_newer_format_is_refused_with_both_versions()
    {
        using var folder = new TemporaryFolder();
        CheckpointFile.Write(folder["one"], Example);
        var bytes = File.ReadAllBytes(folder["one"]);
        bytes[8] = 3;
        File.WriteAllBytes(folder["one"], bytes);

        var error = Assert.Throws<InvalidDataException>(() => CheckpointFile.Read(folder["one"]));

        Assert.Contains("version is 3, but this program reads version 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_blob_of_another_shape_is_not_copied()
    {
        using var tensor = zeros(3);

        var error = Assert.Throws<InvalidDataException>(() => Example.Blobs["model.weight"].CopyTo(tensor, "weight"));

        Assert.Contains("weight is Float32 [2, 1]", error.Message, StringComparison.Ordinal);
    }
}
