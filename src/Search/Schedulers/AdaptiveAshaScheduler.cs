using System.Globalization;
using Search.Experiments;
using Search.Randomness;
using Search.Spaces;
using Search.Statistics;

namespace Search.Schedulers;

/// <summary>ASHA that measures whether the ranks of its first rung last, and raises or lowers that rung by it.</summary>
/// <remarks>
/// <para>
/// Successive halving assumes that early ranks foretell late ones. On recorded curves of a real network those of epoch 1 of 52 said nothing of the end
/// while those of epoch 4 correlated 0.6 to 0.9: halving from epoch 1 lost to random search there, and elsewhere a high first rung wastes epochs.
/// The rungs are R/η^k; the first in force begins two below the last (a ninth of the epochs for η = 3). A proposal runs to it unseen.
/// </para>
/// <para>
/// Spearman's correlation is estimated between the first rung and the next, and between the rung below and both, over the newest 32 trials that came to the
/// later one by merit and the newest 32 that came otherwise. Because only good trials go on by merit, some of the others go on too, as <em>probes</em>, chosen by a hash of their number
/// (<see cref="AdaptiveAshaSettings.Probes"/>), and stand for all that did not: every trial counts as many times as there are trials of its kind (unseen at the
/// rung, good, not good) to one of them among the pairs (post-stratification; Holt and Smith, JRSS A 1979). With n effective pairs (Kish 1965; at least 8) Fisher's z has the standard error 1/√(n − 3):
/// the rung is raised when even r + 1 error is below <see cref="AdaptiveAshaSettings.LowCorrelation"/>, lowered when r − 1 error of both pairs from the
/// rung below is above <see cref="AdaptiveAshaSettings.HighCorrelation"/>; between the two nothing moves, so it does not swing. If no rung foretells the
/// next, the last one is the first: random search, which then is right.
/// </para>
/// <para>
/// A rung below the first in force promotes nobody: its ranks are not believed, and those who wait there have lost their best already. Trials on the way go on to the first
/// rung. The first rung in force follows from the recorded history alone. It looks one rung ahead: that ranks last further is for the rungs above to test.
/// ASHA promotes whoever is among the best on arrival: while a sampler improves, nearly every new trial is, and most epochs go to trials that are trained to their end. Here a rung promotes no more than its
/// share of the trials that came to it, the best first, so that the epochs go to each rung as successive halving means them to.
/// Otherwise as <see cref="AshaScheduler"/>. Cost: O(log n) in the rung's trials for every call, plus a constant number of pairs at each arrival.
/// </para>
/// </remarks>
public sealed class AdaptiveAshaScheduler : IScheduler
{
    private const int NewestPairs = 32;
    private const double LeastPairs = 8;

    /// <summary>How a trial went on from a rung.</summary>
    private enum Way
    {
        /// <summary>Without being compared there.</summary>
        Unseen,

        /// <summary>Not yet, if ever.</summary>
        Waits,

        /// <summary>Among the best.</summary>
        Merit,

        /// <summary>By lot.</summary>
        Probe,

        /// <summary>For reasons of others, such as its owner's: it says nothing of those like it.</summary>
        Unknown,
    }

    /// <summary>A trial at one level.</summary>
    private record struct Stand(double Value, int Order, Way Way);

    /// <summary>How many stand at a level, NaN aside, and how many of them went on in which way.</summary>
    private sealed class Counts
    {
        public int Arrivals, Unseen, Merits;

        public int Of(Way way) => way switch { Way.Unseen => Unseen, Way.Merit => Merits, _ => Arrivals - Unseen - Merits };
    }

    private readonly AdaptiveAshaSettings settings;
    private readonly ulong seed;
    private readonly Ladder ladder;
    private readonly Dictionary<int, Stand[]> stands = [];
    private readonly Counts[] counts;
    private readonly Dictionary<int, int> targets = [];
    private readonly (Queue<int> Merit, Queue<int> Other)[] newest;
    private string note = "";

    /// <summary>A scheduler without trials.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="seed">Chooses the probes.</param>
    /// <exception cref="ArgumentException">The settings contradict one another; all errors are listed.</exception>
    public AdaptiveAshaScheduler(AdaptiveAshaSettings settings, ulong seed)
    {
        SettingsErrors.ThrowIfAny(settings.Errors());
        (this.settings, this.seed) = (settings, seed);
        ladder = new Ladder(settings.Rungs().Select(epoch => new Fidelity(epoch)), settings.ReductionFactor);
        counts = [.. ladder.Rungs.Select(_ => new Counts())];
        ladder.IsOpen = level => counts[level].Merits < ladder.Share(level);
        newest = [.. ladder.Rungs.Select(_ => (new Queue<int>(), new Queue<int>()))];
        FirstLevel = Math.Max(0, Last - 2);
    }

    /// <inheritdoc/>
    public int? Capacity => null;

    /// <inheritdoc/>
    public Fidelity First => ladder.Rungs[FirstLevel].Fidelity;

    private int Last => ladder.Rungs.Count - 1;

    private int FirstLevel
    {
        get => ladder.FirstLevel;
        set => ladder.FirstLevel = value;
    }

    /// <inheritdoc/>
    public void Added(int trial, Configuration configuration, Fidelity fidelity, int? parent)
    {
        ladder.Added(trial, configuration, fidelity, parent);
        targets[trial] = fidelity.Epochs;
    }

    /// <inheritdoc/>
    public void Measured(int trial, int epoch, params ReadOnlySpan<double> values)
    {
        var level = ladder.Measured(trial, epoch, values[0]);
        if (level < 0 || double.IsNaN(values[0]))
            return;
        var way = targets.GetValueOrDefault(trial, epoch) > epoch ? Way.Unseen : Way.Waits;
        Stands(trial)[level] = new(values[0], ++counts[level].Arrivals, way);
        counts[level].Unseen += way == Way.Unseen ? 1 : 0;
        var earlier = Stands(trial).AsSpan(0, level);
        var queue = Holds(earlier, Way.Merit) && !Holds(earlier, Way.Probe) ? newest[level].Merit : newest[level].Other;
        queue.Enqueue(trial);
        if (queue.Count > NewestPairs)
            queue.Dequeue();
        if (level > 0 && (level == FirstLevel || level == FirstLevel + 1))
            Adapt(); // no other arrival makes a pair that it looks at
    }

    /// <inheritdoc/>
    public void Continued(int trial, int target)
    {
        targets[trial] = target;
        var stand = Stands(trial);
        for (var level = 0; level <= Last; level++)
            if (ladder.Rungs[level].Epoch < target && stand[level] is { Way: Way.Waits, Order: > 0 })
            {
                var way = level < FirstLevel ? Way.Unseen : IsGood(trial, level) ? Way.Merit : IsProbe(trial, level) ? Way.Probe : Way.Unknown;
                stand[level].Way = way;
                counts[level].Unseen += way == Way.Unseen ? 1 : 0;
                counts[level].Merits += way == Way.Merit ? 1 : 0;
            }
        ladder.Continued(trial, target);
    }

    /// <inheritdoc/>
    public void Ended(int trial) => ladder.Ended(trial);

    /// <inheritdoc/>
    public SchedulerDecision Decide(int trial, int epoch)
    {
        var level = ladder.LevelOrThrow(trial, epoch);
        var decision = ladder.Decide(trial, epoch);
        if (decision.Action == TrialAction.Pause && ladder.Rungs[level].Value(trial) is not double.NaN)
        {
            if (level < FirstLevel)
                decision = ladder.GoOn(level, trial, "goes on to the first rung") with { Target = First.Epochs };
            else if (IsProbe(trial, level))
                decision = ladder.GoOn(level, trial, "goes on as a probe of whether ranks last");
        }
        return Noted(decision);
    }

    /// <inheritdoc/>
    public SchedulerDecision? Promotable() => ladder.Promotable() is { } decision ? Noted(decision) : null;

    private SchedulerDecision Noted(SchedulerDecision decision) => decision with { Reason = decision.Reason with { Text = decision.Reason.Text + note } };

    private Stand[] Stands(int trial)
    {
        if (!stands.TryGetValue(trial, out var levels))
        {
            stands[trial] = levels = new Stand[Last + 1];
            Array.Fill(levels, new Stand(double.NaN, 0, Way.Waits));
        }
        return levels;
    }

    private bool IsGood(int trial, int level) => ladder.Rungs[level].Rank(trial) <= ladder.Share(level);

    private bool IsProbe(int trial, int level) =>
        level == FirstLevel && level < Last && new SearchRandom(Seeds.Derive(seed, "probe", trial, level)).NextDouble() * Stands(trial)[level].Order < settings.Probes;

    /// <summary>Moves the first rung by at most one level.</summary>
    private void Adapt()
    {
        if (FirstLevel < Last && Correlation(FirstLevel, FirstLevel + 1) is { } ahead && ahead.High < settings.LowCorrelation)
            Move(FirstLevel + 1, "raised", ahead.Value, FirstLevel);
        else if (FirstLevel > 0
            && Correlation(FirstLevel - 1, FirstLevel) is { } below && below.Low > settings.HighCorrelation
            && (FirstLevel == Last || (Correlation(FirstLevel - 1, FirstLevel + 1) is { } beyond && beyond.Low > settings.HighCorrelation)))
            Move(FirstLevel - 1, "lowered", below.Value, FirstLevel - 1);
    }

    private void Move(int level, string word, double correlation, int from)
    {
        FirstLevel = level;
        note = string.Create(CultureInfo.InvariantCulture, $"; first rung {word} to epoch {First.Epochs}: rank correlation {correlation:0.00} from epoch {ladder.Rungs[from].Epoch}");
    }

    /// <summary>The rank correlation between two levels with its bounds of one standard error; null while too few pairs are known.</summary>
    private (double Low, double Value, double High)? Correlation(int from, int to)
    {
        Span<double> xs = stackalloc double[2 * NewestPairs], ys = stackalloc double[2 * NewestPairs], weights = stackalloc double[2 * NewestPairs];
        int[] pairs = [.. newest[to].Merit.Concat(newest[to].Other).Where(trial => IsPair(trial, from, to))];
        weights = weights[..pairs.Length];
        weights.Fill(1);
        Span<int> known = stackalloc int[(int)Way.Unknown];
        for (var level = from; level < to; level++)
        {
            known.Clear();
            foreach (var trial in pairs)
                known[(int)WayNow(trial, level)]++;
            for (var i = 0; i < pairs.Length; i++)
                weights[i] *= Math.Max(1, counts[level].Of(WayNow(pairs[i], level))) / (double)known[(int)WayNow(pairs[i], level)];
        }
        var effective = RankCorrelation.EffectivePairs(weights);
        for (var i = 0; i < pairs.Length; i++)
            (xs[i], ys[i]) = (stands[pairs[i]][from].Value, stands[pairs[i]][to].Value);
        if (effective < LeastPairs || RankCorrelation.Weighted(xs[..pairs.Length], ys[..pairs.Length], weights) is not { } value)
            return null;
        var (z, error) = (Math.Atanh(Math.Clamp(value, -0.999999, 0.999999)), 1 / Math.Sqrt(effective - 3));
        return (Math.Tanh(z - error), value, Math.Tanh(z + error));
    }

    private bool IsPair(int trial, int from, int to)
    {
        for (var level = from; level < to; level++)
            if (stands[trial][level] is { Order: 0 } or { Way: Way.Unknown or Way.Waits })
                return false;
        return true;
    }

    /// <summary>Who is among the best by now would have gone on without being a probe.</summary>
    private Way WayNow(int trial, int level) => stands[trial][level].Way is var way && way == Way.Probe && IsGood(trial, level) ? Way.Merit : way;

    private static bool Holds(ReadOnlySpan<Stand> stands, Way way)
    {
        foreach (var stand in stands)
            if (stand.Way == way)
                return true;
        return false;
    }
}
