using Search.Experiments;
using Xunit;

namespace Search.Silo.Tests.Training;

/// <summary>Real trainings on tiny images, whose checkpoints may take next to no room.</summary>
public sealed class DiskBudgetTests : IDisposable
{
    private readonly RealSearches searches = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => searches.Dispose();

    [Fact]
    public async Task A_trial_that_lost_its_checkpoint_and_is_promoted_later_gives_the_same_bits()
    {
        var roomy = await RunAsync("20GB");
        var narrow = await RunAsync("1KB");

        Assert.Equal(0, roomy.Replayed);
        Assert.True(narrow.Replayed > 0, "no trial was trained again");
        Assert.Equal(TestExperiments.Outcome(roomy), TestExperiments.Outcome(narrow));
        Assert.Empty(narrow.Problems);
        Assert.All(narrow.Trials, trial => Assert.True(trial.Exact));
        Assert.Empty(Directory.EnumerateFiles(searches.Home("1KB").Checkpoints("test-0001"), "*.checkpoint", SearchOption.AllDirectories));
    }

    private Task<ExperimentState> RunAsync(string disk) => searches.RunAsync(disk, searches.Read($$"""
        data: { path: images, imageSize: 16, sample: { train: 120, valid: 50 } }
        model: { family: cnn, width: 0.25 }
        space: { learningRate: { log: [1e-3, 3e-2] }, dropout: { uniform: [0, 0.5] } }
        stages: [joint]
        scheduler: { asha: { minEpochs: 1, reductionFactor: 3 } }
        maxEpochs: 9
        promote: { top: 3 }
        budget: { trials: 12, disk: {{disk}} }
        """), Token);
}
