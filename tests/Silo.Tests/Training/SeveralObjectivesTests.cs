using Search.Boards;
using Search.Experiments;
using Xunit;

namespace Search.Silo.Tests.Training;

/// <summary>A real search for accuracy and for a small network.</summary>
public sealed class SeveralObjectivesTests : IDisposable
{
    private readonly RealSearches searches = new();

    public void Dispose() => searches.Dispose();

    [Fact]
    public async Task A_launched_search_journals_every_value_and_ends_with_a_front_of_its_finalists()
    {
        var spec = searches.Read("""
            data: { path: images, imageSize: 16, sample: { train: 120, valid: 50 } }
            objectives: [validAccuracy, parameters]
            model: { family: cnn, width: [0.125, 0.25, 0.5] }
            space: { learningRate: { log: [1e-3, 3e-2] }, dropout: 0.1 }
            stages: [joint, promote]
            maxEpochs: 3
            promote: { top: 3 }
            budget: { trials: 10 }
            """);

        var state = await searches.RunAsync("several", spec, TestContext.Current.CancellationToken);

        Assert.Equal(ExperimentStatus.Completed, state.Status);
        Assert.Empty(state.Problems);
        Assert.All(state.Trials, trial => Assert.All(trial.Measurements, measured => Assert.True(measured.Others is [> 0])));
        var sizes = state.Trials.GroupBy(trial => trial.Plan.Configuration["model.width"].Number).OrderBy(group => group.Key).Select(group => group.Select(trial => trial.Measurements[0].Others![0]).Distinct().Single()).ToList();
        Assert.True(sizes.Count == 3 && sizes[0] < sizes[1] && sizes[1] < sizes[2], string.Join(' ', sizes));
        var finalists = state.Stages[0].HandOn!.Selected;
        Assert.Equal(finalists.Order(), state.Stages[1].Trials.Where(trial => trial.Plan.Role == TrialRole.Promoted).Select(trial => trial.Plan.Parent!.Value).Order());
        Assert.Contains(finalists, trial => state.Trials[trial].Measurements[0].Others![0] == sizes[0]); // nothing dominates the best of the smallest
        Assert.All(ParetoFront.Of(state)!, point => Assert.Equal(1, state.Trials[point.Trial].Stage));
    }
}
