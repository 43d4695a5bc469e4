using Search.Store.Home;
using Search.Store.Runs;
using Xunit;

namespace Search.Store.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private const string Header = "attempt,epoch,trainLoss,trainAccuracy,validLoss,validAccuracy,learningRate,seconds";
    private readonly TemporaryFolder folder = new();
    private readonly RunFolder run;

    public RunFolderTests() => run = new RunFolder(HomeFolder.Resolve(folder.Path, _ => null), Path.Combine("cifar10", "a-run"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_configuration_is_written_and_replaced_whole()
    {
        run.WriteConfiguration("one");
        run.WriteConfiguration("two");

        Assert.Equal("two", File.ReadAllText(run.ConfigFile));
        Assert.Equal(folder.At("runs", "cifar10", "a-run", "config.yaml"), Assert.Single(Directory.GetFiles(run.Root)));
    }

    [Fact]
    public void Epochs_become_lines_and_what_was_not_measured_is_empty()
    {
        run.WriteEpoch(new EpochLine { Attempt = 1, Epoch = 1, TrainLoss = 1.5, TrainAccuracy = 0.25, ValidLoss = 2, ValidAccuracy = 0.125, LearningRate = 1e-3, Seconds = 0.5 });
        run.WriteEpoch(new EpochLine { Attempt = 1, Epoch = 2 });

        Assert.Equal([Header, "1,1,1.5,0.25,2,0.125,0.001,0.5", "1,2,,,,,,"], File.ReadAllLines(run.LogFile));
    }

    [Fact]
    public void Writing_an_epoch_again_leaves_one_line_of_the_newer_attempt_in_order()
    {
        run.WriteEpochs([Line(1, 1), Line(1, 2), Line(1, 3)]);

        run.WriteEpochs([Line(2, 4), Line(2, 2)]);
        run.WriteEpoch(Line(2, 5));

        Assert.Equal(["1,1,,,,,,", "2,2,,,,,,", "1,3,,,,,,", "2,4,,,,,,", "2,5,,,,,,"], File.ReadAllLines(run.LogFile).Skip(1));
    }

    [Theory]
    [InlineData("1,2,0.12")]
    [InlineData("1,2,,,,,,0.12")]
    public void A_line_cut_off_by_a_kill_is_written_anew(string half)
    {
        run.WriteEpoch(Line(1, 1));
        File.AppendAllText(run.LogFile, half);

        run.WriteEpoch(Line(2, 2));

        Assert.Equal([Header, "1,1,,,,,,", "2,2,,,,,,"], File.ReadAllLines(run.LogFile));
    }

    [Fact]
    public void A_file_where_the_folder_should_be_is_said_in_a_sentence()
    {
        File.WriteAllText(folder.At("runs"), "");

        var error = Assert.Throws<StoreUnavailableException>(() => run.WriteEpoch(Line(1, 1)));

        Assert.Contains("log.csv", error.Message, StringComparison.Ordinal);
    }

    private static EpochLine Line(int attempt, int epoch) => new() { Attempt = attempt, Epoch = epoch };
}
