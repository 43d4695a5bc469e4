using Search.Experiments;
using Search.Randomness;
using Search.Spaces;

namespace Search.Schedulers;

/// <summary>A population that trains on: every few epochs the worst are replaced by forks of the best with other hyperparameters.</summary>
/// <remarks>
/// What <see cref="PbtScheduler"/> and <see cref="Pb2Scheduler"/> share; they differ in how they choose a fork's hyperparameters. A member is compared with all that have come to the same
/// epoch so far, never waits for the others, and one that lags holds nobody up. In the lowest quantile it stops, and a fork of a random member of the highest
/// quantile at that epoch takes its place, from that one's checkpoint of that epoch. A member that failed is replaced likewise, at the last epoch where it was
/// compared, or at the first. As long as no member lives that could be forked, the place stays empty. Cost: O(log n) a decision, O(q n) to choose a parent.
/// </remarks>
public abstract class PopulationScheduler : IScheduler
{
    private sealed class Member(Configuration configuration, int from)
    {
        public Configuration Configuration => configuration;

        /// <summary>The epoch where it was compared last, or from which it was forked; 0 for neither.</summary>
        public int Ready { get; set; } = from;

        public bool IsOver { get; set; }
    }

    private readonly PopulationSettings settings;
    private readonly ulong seed;
    private readonly int[] ready;
    private readonly Dictionary<int, Rung> rungs;
    private readonly Dictionary<int, Member> members = [];
    private readonly Queue<int> vacant = [];
    private long version;
    private (int Left, int Parent, long Version, Configuration Configuration)? explored; // asked again before anything has changed, it is the same

    /// <summary>A scheduler without members.</summary>
    /// <exception cref="ArgumentException">The settings contradict one another; all errors are listed.</exception>
    private protected PopulationScheduler(PopulationSettings settings, ulong seed)
    {
        SettingsErrors.ThrowIfAny(settings.Errors());
        (this.settings, this.seed) = (settings, seed);
        ready = [.. settings.Ready()];
        rungs = ready.ToDictionary(epoch => epoch, epoch => new Rung(epoch));
    }

    /// <inheritdoc/>
    public int? Capacity => settings.Population;

    /// <inheritdoc/>
    public int? ForkInterval => settings.Interval;

    /// <inheritdoc/>
    public Fidelity First => new(ready[0]);

    /// <inheritdoc/>
    public void Widened(SearchSpace space)
    {
        version++;
        ExploreIn(space);
    }

    /// <inheritdoc/>
    public void Added(int trial, Configuration configuration, Fidelity fidelity, int? parent)
    {
        var from = parent is null ? 0 : ready[Array.IndexOf(ready, fidelity.Epochs) - 1];
        members[trial] = new Member(configuration, from);
        if (parent is { } source)
        {
            vacant.Dequeue();
            Forked(trial, source, from);
        }
    }

    /// <inheritdoc/>
    public void Measured(int trial, int epoch, params ReadOnlySpan<double> values)
    {
        if (!rungs.TryGetValue(epoch, out var rung) || !rung.Arrive(trial, values[0]))
            return;
        if (members.TryGetValue(trial, out var member))
        {
            version++;
            Compared(trial, member.Configuration, member.Ready, epoch, values[0]);
            member.Ready = epoch;
        }
    }

    /// <inheritdoc/>
    public void Continued(int trial, int target)
    {
    }

    /// <inheritdoc/>
    public void Ended(int trial)
    {
        if (!members.TryGetValue(trial, out var member) || member.IsOver)
            return;
        member.IsOver = true;
        if (member.Ready < settings.MaxEpochs)
            vacant.Enqueue(trial);
    }

    /// <inheritdoc/>
    public SchedulerDecision Decide(int trial, int epoch)
    {
        var index = Array.BinarySearch(ready, epoch);
        if (index < 0)
            throw new ArgumentException($"At epoch {epoch} nobody is compared; members are at {string.Join(", ", ready)}.", nameof(epoch));
        var rung = rungs[epoch];
        var (rank, stay) = (rung.Rank(trial), rung.Count - Share(rung));
        var reason = new DecisionReason("") { Rung = epoch, Rank = rank, Of = rung.Count, CutOff = rung.CutOff(stay) is double.NaN ? null : rung.CutOff(stay) };
        if (index == ready.Length - 1)
            return new(trial, TrialAction.Complete, epoch, reason with { Text = "reached the last epoch", CutOff = null });
        return rank <= stay && rung.Value(trial) is not double.NaN
            ? new(trial, TrialAction.Continue, ready[index + 1], reason with { Text = "trains on" })
            : new(trial, TrialAction.Stop, epoch, reason with { Text = "among the worst: a fork of one of the best takes its place" });
    }

    /// <inheritdoc/>
    public SchedulerDecision? Promotable()
    {
        if (!vacant.TryPeek(out var left))
            return null;
        var epoch = Math.Max(members[left].Ready, ready[0]);
        if (epoch == settings.MaxEpochs || Parent(left, epoch) is not { } parent)
            return null;
        var rung = rungs[epoch];
        var target = ready[Array.IndexOf(ready, epoch) + 1];
        var reason = new DecisionReason($"forked at epoch {epoch} in the place of trial {left}") { Rung = epoch, Rank = rung.Rank(parent), Of = rung.Count };
        if (explored is not { } known || known.Left != left || known.Parent != parent || known.Version != version)
            explored = known = (left, parent, version, Explore(members[parent].Configuration, epoch, new SearchRandom(Seeds.Derive(seed, "explore", left))));
        return new(parent, TrialAction.Continue, target, reason) { Successor = new(known.Configuration, 1, epoch) };
    }

    /// <summary>The space from which forks take their hyperparameters from now on.</summary>
    private protected abstract void ExploreIn(SearchSpace space);

    /// <summary>Other hyperparameters for a fork of a network trained up to an epoch. A pure function of the history and the random numbers.</summary>
    private protected abstract Configuration Explore(Configuration parent, int epoch, Random random);

    /// <summary>Takes note of a member's value at a comparison, and since which epoch it trained with its configuration.</summary>
    private protected virtual void Compared(int trial, Configuration configuration, int since, int epoch, double value)
    {
    }

    /// <summary>Takes note of a fork.</summary>
    private protected virtual void Forked(int trial, int parent, int epoch)
    {
    }

    /// <summary>The value of a member at an epoch where it was compared; null when it was not.</summary>
    private protected double? ValueAt(int trial, int epoch) => rungs.TryGetValue(epoch, out var rung) ? rung.Value(trial) : null;

    private int Share(Rung rung) => (int)Math.Floor(settings.Quantile * rung.Count);

    /// <summary>A living member of the best at an epoch, by lot; where none of them lives, the best that does.</summary>
    private int? Parent(int left, int epoch)
    {
        var rung = rungs[epoch];
        var share = Math.Max(1, Share(rung));
        var best = new List<int>();
        for (var rank = 0; rank < rung.Count; rank++)
        {
            var trial = rung.At(rank);
            if (rung.Value(trial) is double.NaN || (rank >= share && best.Count > 0))
                break;
            if (members.TryGetValue(trial, out var member) && !member.IsOver)
                best.Add(trial);
            if (rank >= share && best.Count > 0)
                break;
        }
        return best.Count == 0 ? null : best[new SearchRandom(Seeds.Derive(seed, "parent", left)).Next(best.Count)];
    }
}
