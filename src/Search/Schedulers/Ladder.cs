using Search.Experiments;
using Search.Spaces;

namespace Search.Schedulers;

/// <summary>The rungs of one bracket and who stands where: what all schedulers of the successive-halving kind share.</summary>
/// <remarks>
/// Where two rungs differ in epochs only, a trial is promoted by running on. Where they differ in the data, a promotion is a successor: a new trial
/// of the same configuration on the larger subset from epoch 0, since weights trained on fewer images are no prefix of a run on more.
/// Cost: O(log n) in the rung's trials for every call.
/// </remarks>
internal sealed class Ladder
{
    private sealed record Place(Configuration Configuration, double Fraction)
    {
        public int Target { get; set; }
    }

    private readonly Rung[] rungs;
    private readonly int reductionFactor;
    private readonly Dictionary<int, Place> places = [];

    /// <summary>A ladder without trials.</summary>
    /// <param name="fidelities">The rungs, lowest first; the last one completes a trial.</param>
    /// <param name="reductionFactor">Every rung keeps the best 1/reductionFactor of its trials.</param>
    public Ladder(IEnumerable<Fidelity> fidelities, int reductionFactor)
    {
        rungs = [.. fidelities.Select(fidelity => new Rung(fidelity))];
        this.reductionFactor = reductionFactor;
    }

    /// <summary>The rungs, lowest first.</summary>
    public IReadOnlyList<Rung> Rungs => rungs;

    /// <summary>Trials below this level are not compared; the last level stands above all.</summary>
    public int FirstLevel { get; set; }

    /// <summary>False for a level that promotes nobody for now, however good.</summary>
    public Func<int, bool> IsOpen { get; set; } = _ => true;

    public void Added(int trial, Configuration configuration, Fidelity fidelity, int? parent)
    {
        places[trial] = new(configuration, fidelity.Fraction) { Target = fidelity.Epochs };
        if (parent is { } succeeded)
            Ended(succeeded);
    }

    /// <summary>Notes a value; returns the level at which the trial arrived by it, or −1 when it arrived nowhere or for the second time.</summary>
    public int Measured(int trial, int epoch, double value)
    {
        var level = Level(trial, epoch);
        if (level < 0 || !rungs[level].Arrive(trial, value))
            return -1;
        // A trial with leave to run further is compared here like all others, but does not wait.
        if (places.TryGetValue(trial, out var place) && place.Target > epoch)
            rungs[level].Leave(trial);
        return level;
    }

    public void Continued(int trial, int target)
    {
        var fraction = 1.0;
        if (places.TryGetValue(trial, out var place))
            (place.Target, fraction) = (target, place.Fraction);
        else
            places[trial] = new(Configuration.Empty, fraction) { Target = target };
        foreach (var rung in rungs)
            if (rung.Epoch < target && rung.Fidelity.Fraction == fraction)
                rung.Leave(trial);
    }

    public void Ended(int trial)
    {
        foreach (var rung in rungs)
            rung.Leave(trial);
    }

    public SchedulerDecision Decide(int trial, int epoch)
    {
        var level = LevelOrThrow(trial, epoch);
        if (level == rungs.Length - 1)
            return new(trial, TrialAction.Complete, epoch, Reason(level, trial, "reached the last epoch"));
        if (Promotable(level) != trial)
            return new(trial, TrialAction.Pause, epoch, Reason(level, trial, "waits"));
        return InPlace(level)
            ? GoOn(level, trial, "goes on")
            : new(trial, TrialAction.Pause, epoch, Reason(level, trial, "is to go on with more data"));
    }

    public SchedulerDecision? Promotable()
    {
        for (var level = rungs.Length - 2; level >= FirstLevel; level--)
            if (Promotable(level) is { } trial)
                return GoOn(level, trial, "promoted");
        return null;
    }

    /// <summary>The trial goes on to the next rung, itself or by a successor.</summary>
    public SchedulerDecision GoOn(int level, int trial, string text)
    {
        var next = rungs[level + 1].Fidelity;
        return new(trial, TrialAction.Continue, next.Epochs, Reason(level, trial, text))
        {
            Successor = InPlace(level) ? null : new(places[trial].Configuration, next.Fraction, FromEpoch: 0),
        };
    }

    /// <summary>The level whose rung compares the trial at an epoch.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public int LevelOrThrow(int trial, int epoch) => Level(trial, epoch) is >= 0 and var level
        ? level
        : throw new ArgumentException($"Epoch {epoch} is no rung; the rungs are {string.Join(", ", rungs.Select(rung => rung.Epoch).Distinct())}.", nameof(epoch));

    /// <summary>How many of a level's trials may go on.</summary>
    public int Share(int level) => rungs[level].Count / reductionFactor;

    public DecisionReason Reason(int level, int trial, string text)
    {
        var cutOff = rungs[level].CutOff(Share(level));
        return new(text)
        {
            Rung = rungs[level].Epoch,
            Rank = rungs[level].Rank(trial),
            Of = rungs[level].Count,
            CutOff = level == rungs.Length - 1 || double.IsNaN(cutOff) ? null : cutOff,
        };
    }

    private int? Promotable(int level) => IsOpen(level) ? rungs[level].Promotable(Share(level)) : null;

    private bool InPlace(int level) => rungs[level].Fidelity.Fraction == rungs[level + 1].Fidelity.Fraction;

    private int Level(int trial, int epoch)
    {
        var fraction = places.TryGetValue(trial, out var place) ? place.Fraction : 1;
        return Array.FindIndex(rungs, rung => rung.Epoch == epoch && rung.Fidelity.Fraction == fraction);
    }
}
