using Search.Experiments;
using Search.Objectives;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Experiments;

/// <summary>The rules by which an experiment answers its workers and its owner.</summary>
public sealed class ExperimentTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    private static readonly ExperimentSpec Joint = Specs.Default(trials: 9) with
    {
        Stages = ["joint"],
        Scheduler = new("asha") { Settings = new Dictionary<string, double> { ["minEpochs"] = 3 } },
    };

    [Fact]
    public void A_repeated_report_is_answered_alike_and_changes_nothing()
    {
        var experiment = Running(Joint);
        var answers = new List<bool>();
        while (experiment.Next("s/0", At) is { } trial)
            for (var epoch = trial.Epoch + 1; epoch <= 9; epoch++)
            {
                var goesOn = experiment.Report(trial.Number, trial.Attempts, Epoch(epoch, 0.5 + 0.01 * trial.Number), At);
                experiment.TakeEvents();

                Assert.Equal(goesOn, experiment.Report(trial.Number, trial.Attempts, Epoch(epoch, 0.5 + 0.01 * trial.Number), At));
                Assert.Empty(experiment.TakeEvents());
                answers.Add(goesOn);
                if (!goesOn)
                    break;
            }

        Assert.Contains(true, answers);
        Assert.Contains(false, answers);
        Assert.Equal(ExperimentStatus.Completed, experiment.State.Status);
    }

    [Fact]
    public void A_report_of_before_the_decision_that_let_it_go_on_is_answered_alike_later()
    {
        var experiment = Running(Joint with { Scheduler = new("none") });
        var trial = experiment.Next("s/0", At)!;
        experiment.Report(trial.Number, 1, Epoch(1, 0.5), At);
        experiment.Report(trial.Number, 1, Epoch(2, 0.6), At);
        experiment.TakeEvents();

        Assert.True(experiment.Report(trial.Number, 1, Epoch(1, 0.5), At));
        Assert.Empty(experiment.TakeEvents());
        Assert.Equal(2, trial.Epoch);
    }

    [Fact]
    public void An_old_attempt_is_refused_whatever_it_says()
    {
        var experiment = Running(Joint);
        var trial = experiment.Next("s/0", At)!;
        experiment.Ended(trial.Number, 1, null, At);
        Assert.Same(trial, experiment.Next("s/1", At));
        experiment.TakeEvents();

        Assert.Equal((2, "s/1"), (trial.Attempts, trial.Slot));
        Assert.False(experiment.Report(trial.Number, 1, Epoch(1, 0.5), At));
        Assert.False(experiment.Prepared(trial.Number, 1, new RunStarted("cpu", 0)));
        experiment.Ended(trial.Number, 1, new RunFailed(FailureKind.Diverged, "late"), At);
        Assert.Empty(experiment.TakeEvents());
        Assert.Equal(TrialState.Running, trial.State);
        Assert.True(experiment.Report(trial.Number, 2, Epoch(1, 0.5), At));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(99)]
    public void A_trial_that_does_not_exist_is_refused(int trial)
    {
        var experiment = Running(Joint);
        experiment.TakeEvents();

        Assert.False(experiment.Report(trial, 1, Epoch(1, 0.5), At));
        Assert.False(experiment.Prepared(trial, 1, new RunStarted("cpu", 0)));
        experiment.Ended(trial, 1, null, At);
        Assert.Empty(experiment.TakeEvents());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3)]
    public void An_epoch_that_cannot_come_next_interrupts_the_attempt_and_the_trial_starts_again(int epoch)
    {
        var experiment = Running(Joint);
        var trial = experiment.Next("s/0", At)!;
        experiment.Report(trial.Number, 1, Epoch(1, 0.5), At);

        Assert.False(experiment.Report(trial.Number, 1, Epoch(epoch, 0.5), At));

        Assert.Equal((TrialState.Interrupted, 1, 0), (trial.State, trial.Epoch, trial.Failures));
        Assert.Contains($"epoch {epoch} after 1", trial.Message, StringComparison.Ordinal);
        Assert.Same(trial, experiment.Next("s/0", At));
        Assert.Equal(2, trial.Attempts);
        Assert.True(experiment.Report(trial.Number, 2, Epoch(2, 0.5), At));
    }

    [Fact]
    public void A_newer_attempt_that_measured_otherwise_is_reported_once_and_the_first_numbers_stand()
    {
        var experiment = Running(Joint);
        var trial = experiment.Next("s/0", At)!;
        experiment.Prepared(trial.Number, 1, new RunStarted("cpu", 0));
        experiment.Report(trial.Number, 1, Epoch(1, 0.5), At);
        experiment.Ended(trial.Number, 1, null, At);
        experiment.Next("s/0", At);
        experiment.Prepared(trial.Number, 2, new RunStarted("cpu", 0));
        experiment.TakeEvents();

        Assert.True(experiment.Report(trial.Number, 2, Epoch(1, 0.6), At));
        Assert.True(experiment.Report(trial.Number, 2, Epoch(1, 0.6), At));

        Assert.IsType<NumbersDiffered>(Assert.Single(experiment.TakeEvents()));
        Assert.Equal((false, -0.5), (trial.Exact, trial.Value));
        Assert.Contains("0.6", Assert.Single(experiment.State.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_fingerprint_makes_a_begun_trial_inexact_and_its_other_numbers_no_problem()
    {
        var experiment = Running(Joint);
        var trial = experiment.Next("s/0", At)!;
        experiment.Prepared(trial.Number, 1, new RunStarted("cpu", 0));
        experiment.Report(trial.Number, 1, Epoch(1, 0.5), At);
        experiment.Ended(trial.Number, 1, null, At);
        experiment.Next("s/0", At);
        experiment.Prepared(trial.Number, 2, new RunStarted("cuda", 1));

        experiment.Report(trial.Number, 2, Epoch(1, 0.6), At);

        Assert.False(trial.Exact);
        Assert.Empty(experiment.State.Problems);
    }

    [Fact]
    public void A_value_that_is_not_finite_is_journaled_as_null_and_ranks_last()
    {
        var experiment = Running(Joint with { Objective = ObjectiveSpec.ValidLoss });
        var trial = experiment.Next("s/0", At)!;

        Assert.True(experiment.Report(trial.Number, 1, new EpochFinished { Epoch = 1, ValidLoss = double.PositiveInfinity, ValidAccuracy = 0.5 }, At));

        Assert.Null(trial.Measurements[0].Value);
        Assert.Equal(0.5, trial.Measurements[0].ValidAccuracy);
        Assert.True(double.IsNaN(trial.Value));
    }

    [Theory]
    [InlineData(FailureKind.Crashed)]
    [InlineData(FailureKind.Lost)]
    [InlineData(FailureKind.TimedOut)]
    public void What_may_pass_is_tried_again_up_to_the_limit(FailureKind kind)
    {
        var experiment = Running(Joint with { Trial = new() { Retries = 2 } });
        var trial = experiment.Next("s/0", At)!;
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            experiment.Ended(trial.Number, attempt, new RunFailed(kind, "why"), At);
            Assert.Equal((TrialState.Waiting, attempt), (trial.State, trial.Failures));
            Assert.Same(trial, experiment.Next("s/0", At));
        }

        experiment.Ended(trial.Number, 3, new RunFailed(kind, "why"), At);

        Assert.Equal((TrialState.Failed, kind, "why"), (trial.State, trial.Failure!.Value, trial.Message));
        Assert.NotSame(trial, experiment.Next("s/0", At));
    }

    [Theory]
    [InlineData(FailureKind.Diverged)]
    [InlineData(FailureKind.Collapsed)]
    [InlineData(FailureKind.OutOfMemory)]
    [InlineData(FailureKind.BadData)]
    public void What_would_happen_again_fails_at_once(FailureKind kind)
    {
        var experiment = Running(Joint with { Trial = new() { Retries = 5 } });
        var trial = experiment.Next("s/0", At)!;

        experiment.Ended(trial.Number, 1, new RunFailed(kind, "why"), At);

        Assert.Equal((TrialState.Failed, kind), (trial.State, trial.Failure!.Value));
        Assert.Equal(1, experiment.State.Failed);
    }

    [Fact]
    public void Trouble_with_storage_pauses_the_search_and_is_not_held_against_the_trial()
    {
        var experiment = Running(Joint);
        var trial = experiment.Next("s/0", At)!;

        experiment.Ended(trial.Number, 1, new RunFailed(FailureKind.Storage, "the disk is full"), At);

        Assert.Equal((ExperimentStatus.Paused, "the disk is full"), (experiment.State.Status, experiment.State.StatusReason));
        Assert.Equal((TrialState.Interrupted, 0), (trial.State, trial.Failures));
        Assert.Null(experiment.Next("s/0", At));
        Assert.Null(experiment.Run(1, At));
        Assert.Same(trial, experiment.Next("s/0", At));
    }

    [Fact]
    public void Every_kind_of_failure_is_one_of_these() =>
        Assert.Equal(
            [
                FailureKind.Diverged, FailureKind.Collapsed, FailureKind.OutOfMemory, FailureKind.BadData, FailureKind.Crashed, FailureKind.TimedOut, FailureKind.Lost,
                FailureKind.Storage,
            ],
            Enum.GetValues<FailureKind>());

    [Fact]
    public void Interruptions_use_up_no_retries()
    {
        var experiment = Running(Joint with { Trial = new() { Retries = 0 } });
        var trial = experiment.Next("s/0", At)!;
        for (var attempt = 1; attempt <= 20; attempt++)
        {
            experiment.Ended(trial.Number, attempt, null, At);
            Assert.Equal(TrialState.Interrupted, trial.State);
            Assert.Same(trial, experiment.Next("s/0", At));
        }

        Assert.Equal(0, trial.Failures);
    }

    [Fact]
    public void Five_alike_failures_stop_the_search_and_show_the_first_error()
    {
        var experiment = Running(Joint);
        for (var trial = 0; trial < 5; trial++)
            Fail(experiment, FailureKind.BadData, $"image {trial} cannot be read");

        Assert.Equal(ExperimentStatus.Failed, experiment.State.Status);
        Assert.Contains("image 0 cannot be read", experiment.State.StatusReason, StringComparison.Ordinal);
        Assert.Null(experiment.Next("s/0", At));
    }

    [Fact]
    public void Failures_of_two_kinds_do_not_stop_it()
    {
        var experiment = Running(Joint);
        for (var trial = 0; trial < 6; trial++)
            Fail(experiment, trial == 2 ? FailureKind.Diverged : FailureKind.BadData, "why");

        Assert.Equal(ExperimentStatus.Running, experiment.State.Status);
    }

    [Fact]
    public void Failures_after_one_trial_was_compared_do_not_stop_it()
    {
        var experiment = Running(Joint);
        var good = experiment.Next("s/0", At)!;
        for (var epoch = 1; experiment.Report(good.Number, 1, Epoch(epoch, 0.5), At); epoch++)
        {
        }
        for (var trial = 0; trial < 7; trial++)
            Fail(experiment, FailureKind.BadData, "why");

        Assert.Equal(ExperimentStatus.Running, experiment.State.Status);
    }

    [Fact]
    public void Pausing_starts_nothing_more_and_resuming_goes_on()
    {
        var experiment = Running(Joint);
        var trial = experiment.Next("s/0", At)!;

        experiment.Pause("lunch", At);

        Assert.Equal((ExperimentStatus.Paused, "lunch"), (experiment.State.Status, experiment.State.StatusReason));
        Assert.Null(experiment.Next("s/1", At));
        Assert.False(experiment.WantsSlot());
        Assert.False(experiment.Report(trial.Number, 1, Epoch(1, 0.5), At)); // what runs may finish its epoch, and ends there
        Assert.Equal(1, trial.Epoch);
        experiment.Ended(trial.Number, 1, null, At);
        Assert.Equal(TrialState.PausedByUser, trial.State);
        Assert.Null(experiment.Run(2, At));
        Assert.True(experiment.WantsSlot());
        Assert.Same(trial, experiment.Next("s/0", At));
        Assert.Equal(2, experiment.State.Slots);
    }

    [Fact]
    public void Pausing_what_does_not_run_changes_nothing()
    {
        var experiment = Experiment.Create("x-0001", Joint, Specs.Data, At);
        experiment.TakeEvents();

        experiment.Pause("why", At);

        Assert.Empty(experiment.TakeEvents());
    }

    [Fact]
    public void Resuming_counts_what_was_running_as_interrupted()
    {
        var experiment = Running(Joint);
        var trial = experiment.Next("s/0", At)!;

        experiment.Run(1, At);

        Assert.Equal((TrialState.Interrupted, "the process ended"), (trial.State, trial.Message));
        Assert.False(experiment.Report(trial.Number, 1, Epoch(1, 0.5), At));
    }

    [Fact]
    public void Cancelling_ends_every_trial_that_is_not_over_and_nothing_brings_it_back()
    {
        var experiment = Running(Joint);
        Fail(experiment, FailureKind.Diverged, "why");
        var trial = experiment.Next("s/0", At)!;

        Assert.Null(experiment.Cancel(At));
        experiment.TakeEvents();

        Assert.Equal(TrialState.Cancelled, trial.State);
        Assert.False(experiment.Report(trial.Number, 1, Epoch(1, 0.5), At));
        Assert.Null(experiment.Next("s/0", At));
        Assert.Contains("cancelled", experiment.Run(1, At), StringComparison.Ordinal);
        Assert.Contains("already cancelled", experiment.Cancel(At), StringComparison.Ordinal);
        Assert.Contains("cancelled", experiment.Extend(3, At), StringComparison.Ordinal);
        Assert.Contains("already cancelled", experiment.StopTrial(trial.Number, At), StringComparison.Ordinal);
        Assert.Equal(0, experiment.RetryFailed(At));
        Assert.Empty(experiment.TakeEvents());
        Assert.Equal(0, experiment.State.Stage!.Busy);
    }

    [Fact]
    public void A_completed_search_is_neither_cancelled_nor_resumed_but_extended()
    {
        var experiment = Searches.Run(Joint, Dropout());

        Assert.Equal(ExperimentStatus.Completed, experiment.State.Status);
        Assert.Contains("already completed", experiment.Cancel(At), StringComparison.Ordinal);
        Assert.Contains("search extend test-0001 --trials N", experiment.Run(1, At), StringComparison.Ordinal);
        Assert.Null(experiment.Extend(4, At));
        Assert.Equal(ExperimentStatus.Paused, experiment.State.Status);
        new Search.Simulation.Simulator(experiment, Dropout(), 1).Run();
        Assert.Equal((ExperimentStatus.Completed, 9, 4), (experiment.State.Status, experiment.State.Stages[0].Trials.Count, experiment.State.Stages[1].Trials.Count));
    }

    [Fact]
    public void Extending_a_running_search_adds_to_the_search_under_way()
    {
        var experiment = Searches.Run(Joint, Dropout(), maxEpochs: 4);

        Assert.Null(experiment.Extend(5, At));
        new Search.Simulation.Simulator(experiment, Dropout(), 1).Run();

        Assert.Equal(14, Assert.Single(experiment.State.Stages).Trials.Count);
    }

    [Fact]
    public void Extending_a_search_that_is_past_its_joint_stage_plans_another_round_once()
    {
        var spec = Joint with { Stages = ["joint", "promote"], Promote = new() { Top = 1 } };
        var experiment = Searches.Run(spec, Dropout());

        experiment.Extend(2, At);
        experiment.Extend(3, At);
        new Search.Simulation.Simulator(experiment, Dropout(), 1).Run();

        Assert.Equal(["joint", "promote", "joint", "promote"], experiment.State.PlannedStages);
        Assert.Equal(5, experiment.State.Stages[2].Trials.Count);
    }

    [Fact]
    public void Proposals_of_another_round_are_not_those_of_the_first()
    {
        var experiment = Searches.Run(Joint, Dropout());
        experiment.Extend(9, At);
        new Search.Simulation.Simulator(experiment, Dropout(), 1).Run();

        Assert.Equal(18, experiment.State.Trials.Select(trial => trial.Plan.Configuration).Distinct().Count());
    }

    [Fact]
    public void What_cannot_be_extended_says_why()
    {
        var experiment = Running(Joint with { Stages = ["learningRate"] });

        Assert.Contains("--trials is 0", experiment.Extend(0, At), StringComparison.Ordinal);
        Assert.Contains("no joint stage", experiment.Extend(3, At), StringComparison.Ordinal);
    }

    [Fact]
    public void Failed_trials_are_tried_again_at_their_owners_word_with_fresh_retries()
    {
        var experiment = Running(Joint);
        for (var trial = 0; trial < 5; trial++)
            Fail(experiment, FailureKind.BadData, "why");

        Assert.Equal(5, experiment.RetryFailed(At));

        Assert.Equal((ExperimentStatus.Paused, 0), (experiment.State.Status, experiment.State.Failed));
        Assert.All(experiment.State.Trials, trial => Assert.Equal((TrialState.Waiting, 0), (trial.State, trial.Failures)));
        Assert.Null(experiment.Run(1, At));
        Assert.Equal((0, 2), (experiment.Next("s/0", At)!.Number, experiment.State.Trials[0].Attempts));
        Assert.Equal(0, Running(Joint).RetryFailed(At));
    }

    [Fact]
    public void A_stopped_trial_is_over_and_its_run_is_told_to_end()
    {
        var experiment = Running(Joint);
        var trial = experiment.Next("s/0", At)!;
        experiment.Report(trial.Number, 1, Epoch(1, 0.5), At);

        Assert.Null(experiment.StopTrial(trial.Number, At));

        Assert.Equal((TrialState.Stopped, "stopped by its owner"), (trial.State, trial.Reason!.Text));
        Assert.False(experiment.Report(trial.Number, 1, Epoch(2, 0.5), At));
        Assert.Contains("already stopped", experiment.StopTrial(trial.Number, At), StringComparison.Ordinal);
        Assert.Contains("no trial 7: it has 1", experiment.StopTrial(7, At), StringComparison.Ordinal);
        Assert.Contains("no trial -1", experiment.StopTrial(-1, At), StringComparison.Ordinal);
    }

    [Fact]
    public void A_trial_stopped_at_its_rung_is_never_promoted()
    {
        var experiment = Running(Joint);
        var first = experiment.Next("s/0", At)!;
        for (var epoch = 1; experiment.Report(first.Number, 1, Epoch(epoch, 0.99), At); epoch++)
        {
        }
        Assert.Equal(TrialState.PausedAtRung, first.State);

        experiment.StopTrial(first.Number, At);
        new Search.Simulation.Simulator(experiment, Dropout(), 1).Run();

        Assert.Equal((TrialState.Stopped, 3), (first.State, first.Epoch));
        Assert.Equal(ExperimentStatus.Completed, experiment.State.Status);
    }

    [Fact]
    public void A_search_without_any_result_fails_and_says_what_happened()
    {
        var experiment = Running(Joint with { Budget = new() { Trials = 2 } });
        Fail(experiment, FailureKind.Diverged, "the loss is not a number");
        Fail(experiment, FailureKind.BadData, "why");

        Assert.Equal(ExperimentStatus.Failed, experiment.State.Status);
        Assert.Contains("No trial gave a result: the loss is not a number", experiment.State.StatusReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("learningRate")]
    [InlineData("augmentation")]
    [InlineData("learningRate,augmentation")]
    [InlineData("learningRate,augmentation,promote")]
    [InlineData("joint")]
    [InlineData("joint,promote")]
    [InlineData("learningRate,joint,promote,retune")]
    public void Any_sensible_choice_of_stages_completes_with_a_result(string stages)
    {
        var experiment = Searches.Run(Specs.Default(trials: 20) with { Stages = stages.Split(',') }, Dropout());

        Assert.Equal(ExperimentStatus.Completed, experiment.State.Status);
        Assert.NotEmpty(experiment.State.Stages[^1].HandOn!.Selected);
    }

    [Fact]
    public void A_last_stage_with_nothing_to_do_leaves_the_word_to_the_one_before()
    {
        var spec = Specs.Default() with { Stages = ["learningRate", "augmentation"], Augmentation = [] };

        Assert.Equal(ExperimentStatus.Completed, Searches.Run(spec, Dropout()).State.Status);
    }

    [Fact]
    public void A_damaged_journal_is_refused()
    {
        var created = new ExperimentCreated("x-0001", Joint, Specs.Data, At);
        var started = new StageStarted(0, "joint", At);
        TrialAdded added = new()
        {
            Trial = 0,
            Stage = 0,
            Plan = new() { Role = TrialRole.Search, Configuration = Configuration.Empty, TrainImages = 1, ValidImages = 1, Epochs = 9, Target = 3 },
        };

        Assert.Throws<InvalidOperationException>(() => ExperimentState.Fold([created, started, added with { Trial = 1 }]));
        Assert.Throws<InvalidOperationException>(() => ExperimentState.Fold([created, started, added, new AttemptStarted(0, 2, 3, "s/0")]));
        Assert.Throws<InvalidOperationException>(() => ExperimentState.Fold([created, started, added, new EpochMeasured { Trial = 0, Measurement = new() { Attempt = 1, Epoch = 2 } }]));
    }

    private static Experiment Running(ExperimentSpec spec)
    {
        var experiment = Experiment.Create("x-0001", spec, Specs.Data, At);
        Assert.Null(experiment.Run(1, At));
        return experiment;
    }

    private static void Fail(Experiment experiment, FailureKind kind, string message)
    {
        var trial = experiment.Next("s/0", At)!;
        experiment.Ended(trial.Number, trial.Attempts, new RunFailed(kind, message), At);
    }

    private static EpochFinished Epoch(int epoch, double accuracy) => new() { Epoch = epoch, ValidAccuracy = accuracy, ValidLoss = 1 - accuracy, Seconds = 1 };

    private static Curves Dropout() => new(plan => 0.5 + 0.1 * plan.Configuration["dropout"].Number);
}
