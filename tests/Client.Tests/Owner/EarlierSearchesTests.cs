using Search.Client.Owner;
using Search.Experiments;
using Xunit;

namespace Search.Client.Tests.Owner;

public sealed class EarlierSearchesTests : IDisposable
{
    private readonly TestHome home = new();
    private readonly StringWriter notes = new();

    public void Dispose()
    {
        home.Dispose();
        notes.Dispose();
    }

    [Fact]
    public async Task What_is_used_is_copied_counted_and_said()
    {
        var earlier = await home.AddAsync("birds-0001");

        var (spec, start) = await ReadAsync(TestHome.Spec with { WarmStart = ["birds", "latest"] });

        Assert.Equal(["birds-0001"], spec.WarmStart);
        Assert.Equal(["birds-0001"], start!.From);
        var count = earlier.Stages.Where(stage => stage.Name == "joint").SelectMany(stage => stage.Trials).Select(trial => trial.Plan.Configuration).Distinct().Count();
        Assert.Equal(count, start.Trials.Count);
        Assert.Equal($"Warm start from birds-0001: the best of {count} configurations go first.", notes.ToString().TrimEnd());
    }

    [Fact]
    public async Task Nothing_is_read_or_said_where_none_is_named()
    {
        var (spec, start) = await ReadAsync(TestHome.Spec);

        Assert.Same(TestHome.Spec, spec);
        Assert.Null(start);
        Assert.Empty(notes.ToString());
    }

    [Theory]
    [InlineData("birds", ExitCode.Usage, "which optimised validAccuracy (maximize)")]
    [InlineData("begun", ExitCode.Usage, "no finished trial of a joint stage yet")]
    [InlineData("fish", ExitCode.NotFound, "There is no experiment \"fish\"")]
    public async Task What_cannot_be_used_is_refused(string name, int exitCode, string reason)
    {
        await home.AddAsync("birds-0001");
        await home.AddAsync("begun-0001", maxEpochs: 1);
        var objective = name == "birds" ? ObjectiveSpec.ValidLoss : TestHome.Spec.Objective;

        var failure = await Assert.ThrowsAsync<CommandException>(() => ReadAsync(TestHome.Spec with { WarmStart = [name], Objective = objective }));

        Assert.Equal(exitCode, failure.ExitCode);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    private Task<(ExperimentSpec Spec, WarmStart? Start)> ReadAsync(ExperimentSpec spec) => EarlierSearches.ReadAsync(home.Context(notes), spec, TestContext.Current.CancellationToken);
}
