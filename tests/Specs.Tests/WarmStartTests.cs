using Xunit;

namespace Search.Specs.Tests;

public sealed class WarmStartTests
{
    [Theory]
    [InlineData("warmStart: birds-7f3a", "birds-7f3a")]
    [InlineData("warmStart: [birds-7f3a, cats]", "birds-7f3a,cats")]
    public void Earlier_experiments_are_read_and_written_back(string line, string names)
    {
        var spec = Files.Good(Files.With(line));

        Assert.Equal(names.Split(','), spec.WarmStart);
        Assert.Equal(spec.WarmStart!, SweepFile.Read(SweepFile.Write(spec), "/").Spec!.WarmStart!);
        Assert.Null(Files.Good(Files.With("seed: 2")).WarmStart);
    }

    [Theory]
    [InlineData("warmStart: { a: b }", "warmStart names a section")]
    [InlineData("warmStart: [a, a]", "warmStart names a twice: name it once.")]
    [InlineData("warmStart: a\nstages: [learningRate]", "warmStart is for the stage joint, but stages are learningRate: add joint, or remove warmStart.")]
    [InlineData("warmStart: a\nconfiguration: { learningRate: 0.1 }\nstages: [train]", "warmStart and configuration are both given")]
    public void What_cannot_be_meant_says_what_to_do(string lines, string reason) =>
        Assert.Contains(Files.Errors(Files.With(lines)), error => error.Contains(reason, StringComparison.Ordinal));

    [Fact]
    public void A_single_run_of_a_warm_search_starts_cold()
    {
        var spec = Files.Good(Files.With("warmStart: birds-7f3a"));

        var run = SweepFile.Read(SweepFile.WriteRun(spec, Search.Spaces.Configuration.Empty.With("learningRate", 0.1), new(), 3), "/");

        Assert.True(run.IsGood, string.Join('\n', run.Errors));
        Assert.Null(run.Spec.WarmStart);
    }
}
