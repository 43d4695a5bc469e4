using Search.Experiments;
using Search.Objectives;
using Search.Store.Runs;
using Search.Training;
using Search.Training.Data;
using Search.Training.Hardware;
using Xunit;

namespace Search.Silo.Tests.Training;

/// <summary>Population based training with real trainings: forks take over their parents' networks.</summary>
public sealed class PopulationTests : IDisposable
{
    private const string Sweep = """
        name: pbt
        data: { path: images, imageSize: 16, sample: { train: 120, valid: 50 } }
        model: { family: cnn, width: 0.25 }
        space: { learningRate: { log: [1e-4, 3e-2] }, dropout: { uniform: [0, 0.5] } }
        stages: [joint]
        sampler: random
        scheduler: { pbt: { population: 4, interval: 1, quantile: 0.5 } }
        maxEpochs: 5
        budget: { trials: 4 }
        """;

    private readonly RealSearches searches = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => searches.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_fork_gives_the_bits_of_its_lineage_trained_anew(int slots)
    {
        var state = await searches.RunAsync("pbt", searches.Read(Sweep), Token, slots, wrap: source => new VacantPlaceSource(source, waits: slots > 1));

        Assert.Equal(ExperimentStatus.Completed, state.Status);
        Assert.Empty(state.Problems);
        Trial[] forks = [.. state.Trials.Where(trial => trial.Plan.FromEpoch > 0)];
        Assert.NotEmpty(forks);
        Assert.All(forks, fork => Assert.Equal(state.Trials[fork.Plan.Parent!.Value].Measurements.Take(fork.Plan.FromEpoch), fork.Measurements.Take(fork.Plan.FromEpoch)));
        Assert.All(forks, fork => Assert.Equal(Anew(state, fork), Numbers(fork)));
        if (slots == 1)
            Assert.All(forks, fork => Assert.Equal(fork.Plan.FromEpoch, fork.Replayed)); // one after the other: the parents are over, their checkpoints gone
        else
            Assert.Contains(forks, fork => fork.Replayed == 0); // from a checkpoint
    }

    [Fact]
    public async Task The_config_yaml_of_a_fork_gives_the_same_bits_when_it_is_launched()
    {
        var state = await searches.RunAsync("pbt", searches.Read(Sweep), Token, slots: 4, wrap: source => new VacantPlaceSource(source, waits: true));
        var fork = state.Trials.First(trial => trial.Plan.FromEpoch > 0 && trial.State == TrialState.Completed);
        var config = await File.ReadAllTextAsync(Path.Combine(RunFolder.Find(searches.Home("pbt"), state.Id, fork.Number)!, "config.yaml"), Token);

        var again = await searches.RunAsync("again", searches.Read(config), Token, id: "again-0001");

        var run = Assert.Single(again.Trials);
        Assert.Equal((ExperimentStatus.Completed, TrialState.Completed), (again.Status, run.State));
        Assert.Equal(fork.Measurements.Count, run.Measurements.Count);
        Assert.All(fork.Measurements.Zip(run.Measurements), pair => Assert.True(pair.First.SameNumbers(pair.Second), $"{pair.First} became {pair.Second}"));
        Assert.Equal(config, await File.ReadAllTextAsync(Path.Combine(RunFolder.Find(searches.Home("again"), again.Id, 0)!, "config.yaml"), Token));
    }

    /// <summary>The numbers of a fork's own epochs.</summary>
    private static List<(int Epoch, double? TrainLoss, double? ValidLoss, double? ValidAccuracy, double? LearningRate)> Numbers(Trial fork) =>
        [.. fork.Measurements.Skip(fork.Plan.FromEpoch).Select(m => (m.Epoch, m.TrainLoss, m.ValidLoss, m.ValidAccuracy, m.LearningRate))];

    /// <summary>The same, trained without any checkpoint.</summary>
    private List<(int Epoch, double? TrainLoss, double? ValidLoss, double? ValidAccuracy, double? LearningRate)> Anew(ExperimentState state, Trial fork)
    {
        using var images = Dataset.Open(state.Spec.Data!, state.Spec.Seed, searches.Home("pbt").Cache, null, Token);
        var request = new TrialRequest
        {
            Experiment = "anew",
            Trial = fork.Number,
            Attempt = 1,
            Configuration = fork.Plan.Configuration,
            RunSeed = fork.RunSeed,
            TrainImages = fork.Plan.TrainImages,
            ValidImages = fork.Plan.ValidImages,
            Epochs = fork.Plan.Epochs,
            KnownEpoch = fork.Plan.FromEpoch,
            Origins = [.. state.Origins(fork).Select(origin => new TrialOrigin(origin.Trial.Plan.Configuration, origin.Epoch, null))],
        };
        return [.. new TrainingObjective(images, Devices.Cpu(0).Device, new TrainingOptions()).Evaluate(request, new Control()).OfType<EpochFinished>().Take(fork.Epoch - fork.Plan.FromEpoch)
            .Select(m => (m.Epoch, (double?)m.TrainLoss, (double?)m.ValidLoss, (double?)m.ValidAccuracy, (double?)m.LearningRate))];
    }

    private sealed class Control : IRunControl
    {
        public RunSignal Signal => RunSignal.Run;
    }
}
