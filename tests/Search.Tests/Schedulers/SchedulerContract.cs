using CsCheck;
using Search.Experiments;
using Search.Randomness;
using Search.Schedulers;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Schedulers;

/// <summary>What every <see cref="IScheduler"/> promises; a scheduler's tests derive from it.</summary>
public abstract class SchedulerContract
{
    /// <summary>A scheduler without trials for trials of <see cref="MaxEpochs"/> epochs.</summary>
    protected abstract IScheduler Create();

    /// <summary>Epochs of a trial that is never stopped.</summary>
    protected abstract int MaxEpochs { get; }

    /// <summary>An epoch at which nobody is compared; null when there is none.</summary>
    protected abstract int? UnknownEpoch { get; }

    /// <summary>Values that every measurement has.</summary>
    protected virtual int Objectives => 1;

    /// <summary>The space that the trials' configurations come from.</summary>
    protected static SearchSpace Space { get; } = new()
    {
        Parameters =
        [
            new Parameter { Name = "learningRate", Domain = new LogDomain(1e-5, 1e-1) },
            new Parameter { Name = "dropout", Domain = new UniformDomain(0, 0.8) },
            new Parameter { Name = "optimizer", Domain = new ChoiceDomain(["adam", "sgd"]) },
            new Parameter { Name = "momentum", Domain = new UniformDomain(0, 0.99), When = [new Condition("optimizer", ["sgd"])] },
        ],
    };

    private static readonly Gen<double[]> Values = Gen.Frequency((9, Gen.Double[0, 1]), (1, Gen.Const(double.NaN))).Array[1, 40];

    [Fact]
    public void Replaying_the_same_history_gives_the_same_answers() =>
        Gen.Select(Values, Gen.ULong).Sample((values, seed) =>
        {
            var (once, again) = (new SchedulerRun(Create(), values, seed, Objectives), new SchedulerRun(Create(), values, seed, Objectives));
            var recorded = Create();
            foreach (var record in once.History)
                record(recorded);

            Assert.Equal(once.Answers, again.Answers);
            Assert.Equal(once.Scheduler.Promotable(), recorded.Promotable());
            Assert.Equal((once.Scheduler.First, once.Scheduler.Capacity), (recorded.First, recorded.Capacity));
        });

    [Fact]
    public void Questions_change_nothing() =>
        Gen.Select(Values, Gen.ULong).Sample((values, seed) =>
            Assert.Equal(new SchedulerRun(Create(), values, seed, Objectives).Answers, new SchedulerRun(new AskedTwice(Create()), values, seed, Objectives).Answers));

    [Fact]
    public void Who_may_go_on_goes_further_up_to_the_last_epoch() =>
        Gen.Select(Values, Gen.ULong).Sample((values, seed) =>
        {
            var run = new SchedulerRun(Create(), values, seed, Objectives);

            Assert.InRange(Create().First.Epochs, 1, MaxEpochs);
            Assert.InRange(Create().First.Fraction, double.Epsilon, 1);
            Assert.All(run.Answers.Where(answer => answer.Decision is { Action: TrialAction.Continue, Successor: null }), answer => Assert.InRange(answer.Decision.Target, answer.Epoch + 1, MaxEpochs));
            Assert.All(run.Answers.Where(answer => answer.Decision.Action == TrialAction.Complete), answer => Assert.Equal(MaxEpochs, answer.Decision.Target));
        });

    [Fact]
    public void A_successor_has_a_configuration_of_the_space_more_data_or_an_earlier_trials_weights() =>
        Gen.Select(Values, Gen.ULong).Sample((values, seed) =>
        {
            var run = new SchedulerRun(Create(), values, seed, Objectives);

            Assert.All(run.Answers.Where(answer => answer.Decision.Successor is not null), answer =>
            {
                var (successor, parent) = (answer.Decision.Successor!, run.Trials[answer.Decision.Trial]);
                Assert.Empty(Space.Errors(successor.Configuration));
                Assert.InRange(answer.Decision.Target, successor.FromEpoch + 1, MaxEpochs);
                Assert.True(successor.FromEpoch > 0 ? successor.FromEpoch <= parent.Epoch && successor.Fraction == parent.Fraction : successor.Fraction > parent.Fraction && successor.Fraction <= 1);
            });
        });

    [Fact]
    public void A_decision_is_about_the_trial_that_was_asked_for_and_says_why() =>
        Gen.Select(Values, Gen.ULong).Sample((values, seed) =>
            Assert.All(new SchedulerRun(Create(), values, seed, Objectives).Answers, answer =>
            {
                Assert.Equal(answer.Trial ?? answer.Decision.Trial, answer.Decision.Trial);
                Assert.NotEmpty(answer.Decision.Reason.Text);
                if (answer.Decision.Reason is { Rank: { } rank, Of: { } of })
                    Assert.InRange(rank, 1, of);
            }));

    [Fact]
    public void Not_a_number_never_goes_on() =>
        Gen.Select(Values, Gen.ULong).Sample((values, seed) =>
        {
            var run = new SchedulerRun(Create(), values, seed, Objectives);

            Assert.All(run.Answers.Where(answer => answer.Decision.Action == TrialAction.Continue), answer => Assert.False(double.IsNaN(run.Trials[answer.Decision.Trial].Value)));
        });

    [Fact]
    public void A_trial_that_ended_is_never_promoted() =>
        Gen.Select(Values, Gen.Int[0, 39]).Sample((values, ended) =>
        {
            var scheduler = Create();
            var trials = Math.Min(values.Length, scheduler.Capacity ?? int.MaxValue);
            for (var trial = 0; trial < trials; trial++)
                Arrive(scheduler, trial, values[trial]);
            scheduler.Ended(ended % trials);

            for (var next = trials; scheduler.Promotable() is { } promoted; next++)
            {
                Assert.NotEqual(ended % trials, promoted.Trial);
                if (promoted.Successor is { } successor)
                    scheduler.Added(next, successor.Configuration, new Fidelity(promoted.Target, successor.Fraction), promoted.Trial);
                else
                    scheduler.Continued(promoted.Trial, promoted.Target);
            }
        });

    [Fact]
    public void The_last_epoch_completes_a_trial_whatever_its_value() =>
        Values.Sample(values =>
        {
            var scheduler = Create();
            var trials = Math.Min(values.Length, scheduler.Capacity ?? int.MaxValue);
            for (var trial = 0; trial < trials; trial++)
            {
                scheduler.Added(trial, SchedulerRun.Proposal(trial), new Fidelity(MaxEpochs), null);
                scheduler.Measured(trial, MaxEpochs, SchedulerRun.Numbers(values[trial], Objectives));
            }

            Assert.All(Enumerable.Range(0, trials), trial => Assert.Equal((TrialAction.Complete, MaxEpochs), (scheduler.Decide(trial, MaxEpochs).Action, scheduler.Decide(trial, MaxEpochs).Target)));
            Assert.Null(scheduler.Promotable());
        });

    [Fact]
    public void A_value_at_an_epoch_that_compares_nobody_is_ignored_and_no_decision_is_taken_there()
    {
        if (UnknownEpoch is not { } epoch)
            return;
        var scheduler = Create();
        for (var trial = 0; trial < Math.Min(9, scheduler.Capacity ?? 9); trial++)
        {
            scheduler.Added(trial, SchedulerRun.Proposal(trial), scheduler.First, null);
            scheduler.Measured(trial, epoch, SchedulerRun.Numbers(trial, Objectives));
        }

        Assert.Null(scheduler.Promotable());
        Assert.Throws<ArgumentException>(() => scheduler.Decide(0, epoch));
    }

    [Fact]
    public void A_repeated_value_counts_once() =>
        Values.Sample(values =>
        {
            var (once, twice) = (Create(), Create());
            var first = once.First.Epochs;
            for (var trial = 0; trial < Math.Min(values.Length, once.Capacity ?? int.MaxValue); trial++)
            {
                Arrive(once, trial, values[trial]);
                Arrive(twice, trial, values[trial]);
                twice.Measured(trial, first, SchedulerRun.Numbers(values[trial] - 1, Objectives));
            }

            Assert.Equal(once.Promotable(), twice.Promotable());
            Assert.Equal(once.Decide(0, first), twice.Decide(0, first));
        });

    [Fact]
    public void A_straggler_holds_nobody_up()
    {
        var (alone, beside) = (Create(), Create());
        beside.Added(1000, SchedulerRun.Proposal(1000), beside.First, null); // starts and never reports
        var random = new SearchRandom(7);

        for (var trial = 0; trial < Math.Min(30, alone.Capacity - 1 ?? 30); trial++)
        {
            var (value, first) = (random.NextDouble(), beside.First);
            Arrive(alone, trial, value, first);
            Arrive(beside, trial, value, first);
            Assert.Equal(alone.Decide(trial, first.Epochs), beside.Decide(trial, first.Epochs));
            Assert.Equal(alone.Promotable(), beside.Promotable());
        }
    }

    /// <summary>A proposal runs to where it is compared first.</summary>
    protected void Arrive(IScheduler scheduler, int trial, double value) => Arrive(scheduler, trial, value, scheduler.First);

    private void Arrive(IScheduler scheduler, int trial, double value, Fidelity first)
    {
        scheduler.Added(trial, SchedulerRun.Proposal(trial), first, null);
        for (var epoch = 1; epoch <= first.Epochs; epoch++)
            scheduler.Measured(trial, epoch, SchedulerRun.Numbers(value, Objectives));
    }
}
