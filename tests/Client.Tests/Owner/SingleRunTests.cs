using Search.Client.Owner;
using Search.Experiments;
using Search.Spaces;
using Search.Specs;
using Xunit;

namespace Search.Client.Tests.Owner;

public sealed class SingleRunTests
{
    private const string Sweep = """
        name: one
        data: { path: images, imageSize: 16, limit: { train: 100 } }
        model: { family: cnn, width: 0.25 }
        training: { batchSize: 32 }
        space:
          learningRate: { log: [1e-4, 1e-1] }
          dropout: { uniform: [0, 0.8] }
          optimizer: { choice: [adam, sgd] }
          momentum: { uniform: [0, 0.99], when: { optimizer: sgd } }
        maxEpochs: 7
        seed: 5
        """;

    [Fact]
    public void A_sweep_file_with_values_for_what_it_leaves_open_is_one_run()
    {
        var run = SingleRun.Of(Read(Sweep), ["learningRate=5e-3", "dropout=0.2", "optimizer=adam", "weightDecay=0"]);

        Assert.Equal(["train"], run.Stages);
        Assert.Equal((7, 5UL, "one", 100), (run.MaxEpochs, run.Seed, run.Name, run.Data!.LimitTrain));
        Assert.Equal(new ParameterValue(0.005), run.Configuration!["learningRate"]);
        Assert.Equal(new ParameterValue("cnn"), run.Configuration["model"]);
        Assert.Equal(new ParameterValue(0.25), run.Configuration["model.width"]);
        Assert.Equal(new ParameterValue(32.0), run.Configuration["batchSize"]);
    }

    [Fact]
    public void A_runs_own_file_needs_no_values_and_takes_those_given()
    {
        var run = SingleRun.Of(Read(Sweep), ["learningRate=5e-3", "dropout=0.2", "optimizer=adam", "weightDecay=0"]);

        var again = SingleRun.Of(run, []);
        var other = SingleRun.Of(run, ["dropout=0.5"]);

        Assert.Equal(SweepFile.Write(run), SweepFile.Write(again));
        Assert.Equal(new ParameterValue(0.5), other.Configuration!["dropout"]);
    }

    [Fact]
    public void A_forks_own_file_keeps_its_lineage()
    {
        var run = SingleRun.Of(Read(Sweep), ["learningRate=5e-3", "dropout=0.2", "optimizer=adam", "weightDecay=0"]);
        LineagePart[] lineage = [new(run.Configuration!.With("dropout", 0.4), 3)];

        var again = SingleRun.Of(run with { Run = new RunSpec { Lineage = lineage } }, ["dropout=0.5"]);

        Assert.Equal(lineage, again.Run!.Lineage!);
        Assert.Equal(new ParameterValue(0.5), again.Configuration!["dropout"]);
    }

    [Theory]
    [InlineData("dropout=0.2", "configuration.learningRate is missing")]
    [InlineData("learningRate=5e-3 dropuot=0.2", "configuration.dropuot is not a known key")]
    [InlineData("learningRate=fast", "configuration.learningRate is fast")]
    public void Missing_and_wrong_values_are_bad_usage(string values, string sentence)
    {
        var failure = Assert.Throws<CommandException>(() => SingleRun.Of(Read(Sweep), values.Split(' ')));

        Assert.Equal(2, failure.ExitCode);
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
    }

    private static ExperimentSpec Read(string text) => SweepFile.Read(text, Directory.GetCurrentDirectory()).Spec!;
}
