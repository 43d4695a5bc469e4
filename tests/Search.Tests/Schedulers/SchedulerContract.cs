using CsCheck;
using Search.Experiments;
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

    private static readonly Gen<double[]> Values = Gen.Frequency((9, Gen.Double[0, 1]), (1, Gen.Const(double.NaN))).Array[1, 40];

    [Fact]
    public void Replaying_the_same_history_gives_the_same_answers() =>
        Gen.Select(Values, Gen.ULong).Sample((values, seed) =>
        {
            var history = new List<Action<IScheduler>>();
            var answers = new List<SchedulerDecision?>();
            Simulate(Create(), values, seed, history, answers);

            var replayed = Create();
            var again = new List<SchedulerDecision?>();
            Simulate(new Checked(replayed), values, seed, [], again);
            var recorded = Create();
            foreach (var record in history)
                record(recorded);

            Assert.Equal(answers, again);
            Assert.Equal(replayed.Promotable(), recorded.Promotable());
        });

    [Fact]
    public void Questions_change_nothing() =>
        Gen.Select(Values, Gen.ULong).Sample((values, seed) =>
        {
            var (once, twice) = (new List<SchedulerDecision?>(), new List<SchedulerDecision?>());
            Simulate(Create(), values, seed, [], once);
            Simulate(new Checked(Create()), values, seed, [], twice);

            Assert.Equal(once, twice);
        });

    [Fact]
    public void Who_may_go_on_goes_further_up_to_the_last_epoch() =>
        Gen.Select(Values, Gen.ULong).Sample((values, seed) =>
        {
            var answers = new List<SchedulerDecision?>();
            Simulate(Create(), values, seed, [], answers);

            Assert.InRange(Create().First.Epochs, 1, MaxEpochs);
            Assert.All(answers.OfType<SchedulerDecision>().Where(answer => answer.Action == TrialAction.Continue), answer => Assert.InRange(answer.Target, Create().First.Epochs + 1, MaxEpochs));
            Assert.All(answers.OfType<SchedulerDecision>().Where(answer => answer.Action == TrialAction.Complete), answer => Assert.Equal(MaxEpochs, answer.Target));
        });

    [Fact]
    public void Not_a_number_never_goes_on() =>
        Gen.Select(Values, Gen.ULong).Sample((values, seed) =>
        {
            var answers = new List<SchedulerDecision?>();
            Simulate(Create(), values, seed, [], answers);

            Assert.All(answers.OfType<SchedulerDecision>().Where(answer => answer.Action == TrialAction.Continue), answer => Assert.False(double.IsNaN(values[answer.Trial])));
        });

    [Fact]
    public void A_trial_that_ended_is_never_promoted() =>
        Gen.Select(Values, Gen.Int[0, 39]).Sample((values, ended) =>
        {
            var scheduler = Create();
            for (var trial = 0; trial < values.Length; trial++)
                scheduler.Measured(trial, scheduler.First.Epochs, values[trial]);
            scheduler.Ended(ended % values.Length);

            while (scheduler.Promotable() is { } promoted)
            {
                Assert.NotEqual(ended % values.Length, promoted.Trial);
                scheduler.Continued(promoted.Trial, promoted.Target);
            }
        });

    [Fact]
    public void The_last_epoch_completes_a_trial_whatever_its_value() =>
        Values.Sample(values =>
        {
            var scheduler = Create();
            for (var trial = 0; trial < values.Length; trial++)
                scheduler.Measured(trial, MaxEpochs, values[trial]);

            Assert.All(Enumerable.Range(0, values.Length), trial => Assert.Equal((TrialAction.Complete, MaxEpochs), (scheduler.Decide(trial, MaxEpochs).Action, scheduler.Decide(trial, MaxEpochs).Target)));
            Assert.Null(scheduler.Promotable());
        });

    [Fact]
    public void A_value_at_an_epoch_that_compares_nobody_is_ignored_and_no_decision_is_taken_there()
    {
        if (UnknownEpoch is not { } epoch)
            return;
        var scheduler = Create();
        for (var trial = 0; trial < 9; trial++)
            scheduler.Measured(trial, epoch, trial);

        Assert.Null(scheduler.Promotable());
        Assert.Throws<ArgumentException>(() => scheduler.Decide(0, epoch));
    }

    [Fact]
    public void A_repeated_value_counts_once() =>
        Values.Sample(values =>
        {
            var (once, twice) = (Create(), Create());
            for (var trial = 0; trial < values.Length; trial++)
            {
                once.Measured(trial, once.First.Epochs, values[trial]);
                twice.Measured(trial, twice.First.Epochs, values[trial]);
                twice.Measured(trial, twice.First.Epochs, values[trial] - 1);
            }

            Assert.Equal(once.Promotable(), twice.Promotable());
            Assert.Equal(once.Decide(0, once.First.Epochs), twice.Decide(0, twice.First.Epochs));
        });

    /// <summary>Trials arrive in order; after each the scheduler is asked, and now and then a running or waiting one ends.</summary>
    private static void Simulate(IScheduler scheduler, double[] values, ulong seed, List<Action<IScheduler>> history, List<SchedulerDecision?> answers)
    {
        var random = new Search.Randomness.SearchRandom(seed);
        for (var trial = 0; trial < values.Length; trial++)
        {
            Run(trial, scheduler.First.Epochs);
            if (random.Next(5) == 0)
            {
                var ended = random.Next(trial + 1);
                Record(s => s.Ended(ended));
            }
            var promoted = scheduler.Promotable();
            answers.Add(promoted);
            if (promoted is not null)
            {
                Record(s => s.Continued(promoted.Trial, promoted.Target));
                Run(promoted.Trial, promoted.Target);
            }
        }

        void Run(int trial, int target)
        {
            while (true)
            {
                var (subject, epoch) = (trial, target);
                Record(s => s.Measured(subject, epoch, values[subject]));
                var decision = scheduler.Decide(trial, target);
                answers.Add(decision);
                if (decision.Action != TrialAction.Continue)
                    return;
                Record(s => s.Continued(decision.Trial, decision.Target));
                target = decision.Target;
            }
        }

        void Record(Action<IScheduler> record)
        {
            record(scheduler);
            history.Add(record);
        }
    }

    /// <summary>Asks every question twice.</summary>
    private sealed class Checked(IScheduler inner) : IScheduler
    {
        public int? Capacity => inner.Capacity;

        public Fidelity First => inner.First;

        public void Added(int trial, Configuration configuration, Fidelity fidelity, int? parent) => inner.Added(trial, configuration, fidelity, parent);

        public void Measured(int trial, int epoch, params ReadOnlySpan<double> values) => inner.Measured(trial, epoch, values);

        public void Continued(int trial, int target) => inner.Continued(trial, target);

        public void Ended(int trial) => inner.Ended(trial);

        public SchedulerDecision Decide(int trial, int epoch)
        {
            _ = inner.Promotable();
            _ = inner.Decide(trial, epoch);
            return inner.Decide(trial, epoch);
        }

        public SchedulerDecision? Promotable()
        {
            _ = inner.Promotable();
            return inner.Promotable();
        }
    }
}
