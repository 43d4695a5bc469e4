using Search.Experiments;
using Search.Spaces;

namespace Search.Samplers;

/// <summary>What a sampler may know: all trials of its stage in the order of their proposal, and the order in which their results came.</summary>
/// <remarks>
/// It only grows. A sampler's proposal is a function of the history, the index and the seed, so that a search that is resumed by telling the
/// same history again goes on alike. A call that is refused changes nothing. Not thread-safe.
/// </remarks>
/// <param name="objectives">Number of objectives; at least 1.</param>
public sealed class TrialHistory(int objectives = 1)
{
    private readonly List<PastTrial> trials = [];
    private readonly List<PastTrial> settled = [];
    private readonly Dictionary<int, PastTrial> byNumber = [];
    private readonly List<Action<TrialHistory>> changes = [];
    private readonly TwinCurves twins = new();

    /// <summary>Number of objectives; every measurement has that many values.</summary>
    public int Objectives { get; } = objectives >= 1
        ? objectives
        : throw new ArgumentOutOfRangeException(nameof(objectives), objectives, "A history needs at least 1 objective.");

    /// <summary>All trials, in the order of their proposal.</summary>
    public IReadOnlyList<PastTrial> Trials => trials;

    /// <summary>The trials whose result is known, in the order in which each first paused or ended.</summary>
    public IReadOnlyList<PastTrial> Settled => settled;

    /// <summary>Grows with every change: what was derived from the history is current while this is the same.</summary>
    public long Version => changes.Count;

    /// <summary>The history as it was when that many trials had just settled: what a model that is fitted now and then was fitted to.</summary>
    /// <exception cref="ArgumentOutOfRangeException">So many have not settled.</exception>
    public TrialHistory AsOf(int settledTrials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(settledTrials);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settledTrials, settled.Count);
        var earlier = new TrialHistory(objectives);
        foreach (var change in changes)
        {
            if (earlier.settled.Count == settledTrials)
                break;
            change(earlier);
        }
        return earlier;
    }

    /// <summary>True when a trial of that number was added.</summary>
    public bool Knows(int trial) => byNumber.ContainsKey(trial);

    /// <summary>Records a new trial, which runs from now on.</summary>
    /// <exception cref="ArgumentException">The number is taken, or the fraction is not above 0 and at most 1.</exception>
    public void Add(int trial, Configuration configuration, double fraction = 1)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (!(fraction > 0 && fraction <= 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The fraction of the data must be above 0 and at most 1.");
        var past = new PastTrial(trial, configuration, fraction, settled.Count);
        if (!byNumber.TryAdd(trial, past))
            throw new ArgumentException($"Trial {trial} is known already: give every trial a number of its own.", nameof(trial));
        trials.Add(past);
        twins.Added(trial, fraction);
        changes.Add(earlier => earlier.Add(trial, configuration, fraction));
    }

    /// <summary>Records a measurement of a running trial.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="epoch">Epochs finished, counted from 1; greater than at the measurement before.</param>
    /// <param name="seconds">What the epochs since the measurement before took.</param>
    /// <param name="values">One internal (minimised) finite value for each objective. A trial without a finite value failed: see <see cref="End"/>.</param>
    /// <exception cref="ArgumentException">The trial is not known or does not run, the epoch was measured already, or a value is missing or not finite.</exception>
    public void Measure(int trial, int epoch, double seconds, params ReadOnlySpan<double> values)
    {
        var past = Find(trial);
        if (past.Outcome != PastOutcome.Running)
            throw new ArgumentException($"Trial {trial} is {Name(past.Outcome)}: only a running trial is measured; continue it first.", nameof(trial));
        if (epoch <= past.Epoch)
            throw new ArgumentException($"Epoch {epoch} of trial {trial} was measured already: the last was {past.Epoch}; report every epoch once, in order.", nameof(epoch));
        if (values.Length != Objectives)
            throw new ArgumentException($"Trial {trial} has {values.Length} values at epoch {epoch}, but there are {Objectives} objectives: give one value for each.", nameof(values));
        foreach (var value in values)
            if (!double.IsFinite(value))
                throw new ArgumentException($"Trial {trial} has the value {value} at epoch {epoch}, which is not finite: end the trial as failed instead.", nameof(values));
        if (!(seconds >= 0 && double.IsFinite(seconds)))
            throw new ArgumentException($"Epoch {epoch} of trial {trial} took {seconds} seconds, which must be a finite number from 0.", nameof(seconds));
        double[] kept = [.. values];
        past.Add(new PastValue(epoch, kept, seconds));
        twins.Measured(trial, epoch, kept);
        past.Twin = twins.Of(trial);
        changes.Add(earlier => earlier.Measure(trial, epoch, seconds, kept));
    }

    /// <summary>Records that a running trial pauses at a rung.</summary>
    /// <exception cref="ArgumentException">The trial is not known or does not run.</exception>
    public void Pause(int trial) => Settle(trial, PastOutcome.Paused);

    /// <summary>Records that a paused trial runs on.</summary>
    /// <exception cref="ArgumentException">The trial is not known or does not pause.</exception>
    public void Continue(int trial)
    {
        var past = Find(trial);
        if (past.Outcome != PastOutcome.Paused)
            throw new ArgumentException($"Trial {trial} is {Name(past.Outcome)}, not paused: only a paused trial goes on.", nameof(trial));
        past.Outcome = PastOutcome.Running;
        changes.Add(earlier => earlier.Continue(trial));
    }

    /// <summary>Records that a failed trial is tried again.</summary>
    /// <exception cref="ArgumentException">The trial is not known or did not fail.</exception>
    public void Revive(int trial)
    {
        var past = Find(trial);
        if (past.Outcome != PastOutcome.Failed)
            throw new ArgumentException($"Trial {trial} is {Name(past.Outcome)}: only a failed trial is tried again.", nameof(trial));
        past.Outcome = PastOutcome.Running;
        changes.Add(earlier => earlier.Revive(trial));
    }

    /// <summary>Records that a trial ended.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="outcome">Completed, stopped or failed.</param>
    /// <exception cref="ArgumentException">The trial is not known or has ended already, or the outcome is no end.</exception>
    public void End(int trial, PastOutcome outcome)
    {
        if (outcome is not (PastOutcome.Completed or PastOutcome.Stopped or PastOutcome.Failed))
            throw new ArgumentException($"{Name(outcome)} is no end: a trial ends completed, stopped or failed.", nameof(outcome));
        Settle(trial, outcome);
    }

    private void Settle(int trial, PastOutcome outcome)
    {
        var past = Find(trial);
        if (past.Outcome is not PastOutcome.Running && (past.Outcome is not PastOutcome.Paused || outcome == PastOutcome.Paused))
            throw new ArgumentException($"Trial {trial} is {Name(past.Outcome)} already: report its end once.", nameof(trial));
        past.Outcome = outcome;
        if (!past.HasSettled)
            settled.Add(past);
        past.HasSettled = true;
        changes.Add(earlier => earlier.Settle(trial, outcome));
    }

    /// <summary>The trial of that number.</summary>
    /// <exception cref="ArgumentException">The trial is not known.</exception>
    public PastTrial Find(int trial) => byNumber.TryGetValue(trial, out var past)
        ? past
        : throw new ArgumentException($"Trial {trial} was never heard of: add it before its results.", nameof(trial));

    private static string Name(PastOutcome outcome) => outcome.ToString().ToLowerInvariant();
}
