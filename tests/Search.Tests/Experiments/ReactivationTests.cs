using Search.Experiments;
using Search.Simulation;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Experiments;

/// <summary>An experiment may come back from its journal at any moment and goes on as if it had never been away.</summary>
public sealed class ReactivationTests
{
    private static readonly ExperimentSpec Whole = Specs.Default(trials: 16) with
    {
        MaxEpochs = 6,
        Promote = new() { Top = 2, Repeats = 3 },
        Scheduler = new("asha") { Settings = new Dictionary<string, double> { ["minEpochs"] = 1, ["reductionFactor"] = 2 } },
        Augmentation = [new AugmentationLevels("horizontalFlip", [false, true])],
    };

    [Theory]
    [InlineData("learningRate,augmentation")]
    [InlineData("joint,promote,retune")]
    public void Cut_after_any_row_of_its_journal_a_search_ends_alike(string stages)
    {
        var journal = Journal(Whole with { Stages = stages.Split(',') }, out var expected);
        Assert.Contains(journal, e => e is AttemptEnded { State: TrialState.Failed } or TrialDecided { Action: TrialAction.Stop });

        for (var rows = 1; rows <= journal.Count; rows++)
            Assert.True(Continued(journal, rows) is var outcome && outcome == expected, $"Cut after row {rows}, {journal[rows - 1]}:\n{expected}\n---\n{outcome}");
    }

    [Fact]
    public void Cut_after_every_row_in_turn_it_still_ends_alike()
    {
        Journal(Whole, out var expected);
        var experiment = Experiment.Create("test-0001", Whole, Specs.Data, DateTimeOffset.UnixEpoch);
        List<ExperimentEvent> journal = [.. experiment.TakeEvents()];
        for (var activation = 0; experiment.State.Status != ExperimentStatus.Completed; activation++)
        {
            // Every activation lives for one epoch; now and then its last row is lost.
            Assert.True(activation < 1000, "The search makes no progress.");
            experiment = Experiment.Load(journal);
            var simulator = new Simulator(experiment, Curves(), 1);
            simulator.Run(maxEpochs: 1);
            journal.AddRange(simulator.Journal);
            if (experiment.State.Status != ExperimentStatus.Completed && journal[^1] is not EpochMeasured && journal.Count % 3 == 0)
                journal.RemoveAt(journal.Count - 1);
        }

        Assert.Equal(expected, Outcome(experiment));
    }

    private static string Continued(List<ExperimentEvent> journal, int rows)
    {
        var experiment = Experiment.Load(journal.Take(rows));
        new Simulator(experiment, Curves(), 1).Run();
        return Outcome(experiment);
    }

    private static List<ExperimentEvent> Journal(ExperimentSpec spec, out string outcome)
    {
        var experiment = Experiment.Create("test-0001", spec, Specs.Data, DateTimeOffset.UnixEpoch);
        var simulator = new Simulator(experiment, Curves(), 1);
        List<ExperimentEvent> journal = [.. experiment.TakeEvents()];
        simulator.Run();
        journal.AddRange(simulator.Journal);
        Assert.Equal(ExperimentStatus.Completed, experiment.State.Status);
        outcome = Outcome(experiment);
        return journal.ConvertAll(e => EventJson.Read(EventJson.Write(e)));
    }

    /// <summary>Rough curves: much noise, so that ranks change at every rung, and a learning rate above 0.02 diverges.</summary>
    private static Curves Curves() => new((plan, seed, epoch) =>
        plan.Configuration.Number("learningRate", 0) > 0.02 ? double.NaN
        : 0.5 + 0.02 * epoch + 0.1 * new Search.Randomness.SearchRandom(Search.Randomness.Seeds.Derive(seed, plan.Configuration.ToString(), epoch)).NextDouble()
            + (plan.Configuration.TryGet("augmentation.horizontalFlip", out ParameterValue flip) && flip.Flag ? 0.2 : 0));

    private static string Outcome(Experiment experiment) => string.Join('\n', experiment.State.Trials.Select(trial =>
            $"{trial.Number} {trial.Plan.Role} {trial.Plan.Label} {trial.State} {trial.Plan.Configuration} {trial.Epoch} {trial.Value:R} {trial.Reason}"))
        + string.Join('\n', experiment.State.Stages.Select(stage => $"{stage.Name} {string.Join(',', stage.HandOn?.Selected ?? [])} {string.Join(' ', stage.HandOn?.Findings ?? [])} {stage.HandOn?.Gain?.Value:R} {string.Join(' ', stage.HandOn?.Gain?.Ci95 ?? [])}"))
        + experiment.State.Status;
}
