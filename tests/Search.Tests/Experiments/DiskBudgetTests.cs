using Search.Experiments;
using Search.Objectives;
using Search.Simulation;
using Xunit;

namespace Search.Tests.Experiments;

public sealed class DiskBudgetTests
{
    private const long CheckpointBytes = 100;
    private const long Disk = 700;

    [Fact]
    public void Checkpoints_of_waiting_trials_never_exceed_the_disk_budget()
    {
        var state = new ExperimentState();
        foreach (var e in Journal(Disk))
        {
            state.Apply(e);
            var waiting = state.Trials.Where(trial => trial.State == TrialState.PausedAtRung).Sum(trial => trial.CheckpointBytes);
            // One more may stand there between the decision that pauses it and the row that takes a checkpoint away.
            Assert.InRange(waiting, 0, Disk + CheckpointBytes);
            Assert.Equal(state.Trials.Sum(trial => trial.CheckpointBytes), state.CheckpointBytes);
        }
        Assert.Equal(0, state.CheckpointBytes);
    }

    [Fact]
    public void The_lowest_ranked_waiting_trial_loses_its_checkpoint_first()
    {
        var state = new ExperimentState();
        var dropped = 0;
        foreach (var e in Journal(Disk))
        {
            if (e is CheckpointDropped { Trial: var number })
            {
                dropped++;
                var lowest = state.Trials.Where(trial => trial.State == TrialState.PausedAtRung && trial.CheckpointBytes > 0)
                    .OrderBy(trial => trial.Epoch).ThenByDescending(trial => trial.Value).ThenByDescending(trial => trial.Number).First();
                Assert.Equal(lowest.Number, number);
            }
            state.Apply(e);
        }
        Assert.True(dropped > 5, $"only {dropped} checkpoints were dropped");
    }

    [Fact]
    public void A_disk_budget_changes_no_decision()
    {
        Assert.Equal(Journal(long.MaxValue).OfType<TrialDecided>(), Journal(Disk).OfType<TrialDecided>());
    }

    [Fact]
    public void Epochs_trained_again_are_counted_as_replay_and_not_as_new_ones()
    {
        var journal = Journal(Disk);
        var last = journal.FindIndex(e => e is CheckpointDropped) + 1;
        var experiment = Experiment.Load(journal.Take(last));
        var victim = experiment.State.Trials[((CheckpointDropped)journal[last - 1]).Trial];
        var (epochs, values) = (experiment.State.Epochs, victim.Measurements.ToArray());

        // Its owner could promote it; here the attempt is made by hand.
        experiment.State.Apply(new AttemptStarted(victim.Number, victim.Attempts + 1, victim.Epoch + 1, "local/cpu0"));
        experiment.Prepared(victim.Number, victim.Attempts, new RunStarted("simulated", 0));
        foreach (var known in values)
            Assert.True(experiment.Report(victim.Number, victim.Attempts, Finished(known), DateTimeOffset.UnixEpoch));

        Assert.Equal(values.Length, victim.Replayed);
        Assert.Equal(values.Length, experiment.State.Replayed);
        Assert.Equal(epochs, experiment.State.Epochs);
        Assert.Equal(values, victim.Measurements);
        Assert.Empty(experiment.State.Problems);
    }

    private static List<ExperimentEvent> Journal(long disk)
    {
        var spec = Specs.Default(60) with { Stages = ["joint"] };
        var experiment = Experiment.Create("test-0001", spec with { Budget = spec.Budget with { Disk = disk } }, Specs.Data, DateTimeOffset.UnixEpoch);
        var created = experiment.TakeEvents();
        var simulator = new Simulator(experiment, new Kept(new SyntheticCurves()), workers: 3);
        simulator.Run();
        return [.. created, .. simulator.Journal];
    }

    private static EpochFinished Finished(Measurement known) => new()
    {
        Epoch = known.Epoch,
        TrainLoss = known.TrainLoss!.Value,
        TrainAccuracy = known.TrainAccuracy!.Value,
        ValidLoss = known.ValidLoss!.Value,
        ValidAccuracy = known.ValidAccuracy!.Value,
        LearningRate = known.LearningRate!.Value,
        Seconds = known.Seconds,
    };

    /// <summary>Curves whose trials keep checkpoints.</summary>
    private sealed class Kept(ICurves curves) : ICurves
    {
        public EpochFinished At(TrialPlan plan, ulong runSeed, int epoch) =>
            curves.At(plan, runSeed, epoch) with { Checkpoint = $"e{epoch}", CheckpointBytes = CheckpointBytes };
    }
}
