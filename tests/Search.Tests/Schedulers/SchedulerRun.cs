using Search.Experiments;
using Search.Randomness;
using Search.Schedulers;
using Search.Spaces;

namespace Search.Tests.Schedulers;

/// <summary>One worker's search by a scheduler: proposals arrive in order, promotions come first, now and then a trial ends by itself.</summary>
internal sealed class SchedulerRun
{
    private readonly Dictionary<int, (double Value, int Epoch, double Fraction)> trials = [];
    private readonly double[] values;
    private readonly int objectives;

    /// <summary>Runs the search to its end: no promotion, no proposal left.</summary>
    /// <param name="scheduler">A fresh one.</param>
    /// <param name="values">Each proposal's value at every epoch; successors take them in turn.</param>
    /// <param name="seed">Who ends by itself.</param>
    /// <param name="objectives">Values of every measurement.</param>
    public SchedulerRun(IScheduler scheduler, double[] values, ulong seed, int objectives)
    {
        (Scheduler, this.values, this.objectives) = (scheduler, values, objectives);
        var random = new SearchRandom(seed);
        for (int proposed = 0, next = 0; next < 10 * values.Length + 100;)
        {
            if (scheduler.Promotable() is { } promoted)
            {
                Answers.Add((promoted, null, trials[promoted.Trial].Epoch));
                if (promoted.Successor is { } successor)
                    Add(next++, successor.Configuration, new Fidelity(promoted.Target, successor.Fraction), promoted.Trial, successor.FromEpoch);
                else
                {
                    Record(s => s.Continued(promoted.Trial, promoted.Target));
                    Train(promoted.Trial, promoted.Target);
                }
            }
            else if (proposed < values.Length && !(proposed >= scheduler.Capacity))
            {
                Add(next, Proposal(next++), scheduler.First, null, 0);
                proposed++;
            }
            else
            {
                break;
            }
            if (random.Next(5) == 0)
            {
                var ended = random.Next(next);
                Record(s => s.Ended(ended));
            }
        }
    }

    public IScheduler Scheduler { get; }

    /// <summary>Everything that was recorded, in order.</summary>
    public List<Action<IScheduler>> History { get; } = [];

    /// <summary>Every answer, the trial that was asked for (null for a promotion) and the epoch at which the decided one stood.</summary>
    public List<(SchedulerDecision Decision, int? Trial, int Epoch)> Answers { get; } = [];

    /// <summary>Every trial's value, epoch and part of the data.</summary>
    public IReadOnlyDictionary<int, (double Value, int Epoch, double Fraction)> Trials => trials;

    /// <summary>A configuration of the contract's space.</summary>
    public static Configuration Proposal(int trial)
    {
        var random = new SearchRandom(Seeds.Derive(1, "proposal", trial));
        var configuration = Configuration.Empty
            .With("learningRate", Math.Pow(10, -1 - 4 * random.NextDouble()))
            .With("dropout", 0.8 * random.NextDouble());
        return random.Next(2) == 0 ? configuration.With("optimizer", "adam") : configuration.With("optimizer", "sgd").With("momentum", 0.99 * random.NextDouble());
    }

    /// <summary>The values of a measurement: each objective has its own order, not a number is one in all.</summary>
    public static double[] Numbers(double value, int objectives) =>
        [.. Enumerable.Range(0, objectives).Select(objective => objective == 0 ? value : Math.Abs(value - 0.3 * objective))];

    private void Add(int trial, Configuration configuration, Fidelity fidelity, int? parent, int fromEpoch)
    {
        trials[trial] = (values[trial % values.Length], fromEpoch, fidelity.Fraction);
        Record(s => s.Added(trial, configuration, fidelity, parent));
        Train(trial, fidelity.Epochs);
    }

    private void Train(int trial, int target)
    {
        while (true)
        {
            var (value, epoch, fraction) = trials[trial];
            while (epoch < target)
            {
                var finished = ++epoch;
                Record(s => s.Measured(trial, finished, Numbers(value, objectives)));
            }
            trials[trial] = (value, epoch, fraction);
            var decision = Scheduler.Decide(trial, target);
            Answers.Add((decision, trial, epoch));
            if (decision.Action == TrialAction.Stop)
                Record(s => s.Ended(trial));
            if (decision.Action != TrialAction.Continue)
                return;
            Record(s => s.Continued(trial, decision.Target));
            target = decision.Target;
        }
    }

    private void Record(Action<IScheduler> record)
    {
        record(Scheduler);
        History.Add(record);
    }
}
