using Search.Bench.Chaos;
using Xunit;

namespace Search.Cluster.Tests;

public sealed class ChaosTests
{
    // Until it has been seen to pass many times in a row: `-explicit only` runs it.
    [Fact(Explicit = true)]
    public async Task A_search_to_which_eight_things_happen_gives_what_one_left_in_peace_gives()
    {
        await using var cluster = await Clusters.StartAsync();
        var said = new StringWriter();
        var run = new ChaosRun(cluster, seed: 1, events: 8, said);

        var problems = await run.RunAsync(trials: 30, epochs: 12);

        Assert.True(problems.Count == 0, $"{string.Join('\n', problems)}\n{said}");
        Assert.NotEmpty(run.Drains);
        // The promise is 10 s for the median and 5 s for a drain; here other tests have the machine too, and single ones are looked at.
        Assert.All(run.Recoveries, seconds => Assert.InRange(seconds, 0, 30));
        Assert.All(run.Drains, seconds => Assert.InRange(seconds, 0, 20));
    }
}
