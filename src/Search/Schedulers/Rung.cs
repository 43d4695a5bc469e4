namespace Search.Schedulers;

/// <summary>One fidelity at which trials are compared: who arrived with what value, and who has already gone on.</summary>
internal sealed class Rung(Fidelity fidelity)
{
    private readonly RankedSet<RungEntry> all = new(Comparer<RungEntry>.Default);
    private readonly RankedSet<RungEntry> waiting = new(Comparer<RungEntry>.Default);
    private readonly Dictionary<int, RungEntry> byTrial = [];

    /// <summary>A rung on all of the stage's data.</summary>
    public Rung(int epoch) : this(new Fidelity(epoch))
    {
    }

    /// <summary>The epoch at which values are compared.</summary>
    public int Epoch => fidelity.Epochs;

    /// <summary>The epoch and the part of the data.</summary>
    public Fidelity Fidelity => fidelity;

    /// <summary>Number of trials that reached the rung.</summary>
    public int Count => all.Count;

    /// <summary>Notes a trial's arrival; false when it has arrived before, which then stands.</summary>
    public bool Arrive(int trial, double value)
    {
        var entry = new RungEntry(trial, value);
        if (!byTrial.TryAdd(trial, entry))
            return false;
        all.Add(entry);
        waiting.Add(entry);
        return true;
    }

    /// <summary>The trial no longer waits here: it went on, or it ended.</summary>
    public void Leave(int trial)
    {
        if (byTrial.TryGetValue(trial, out var entry))
            waiting.Remove(entry);
    }

    /// <summary>The best trial that waits here and is among the best <paramref name="share"/> of the rung; null when none is.</summary>
    public int? Promotable(int share)
    {
        if (waiting.Count == 0)
            return null;
        var best = waiting.Min;
        return !double.IsNaN(best.Value) && all.Rank(best) < share ? best.Trial : null;
    }

    /// <summary>The trial of a rank, counted from 0.</summary>
    public int At(int rank) => all[rank].Trial;

    /// <summary>The trial's value here; null when it has not arrived.</summary>
    public double? Value(int trial) => byTrial.TryGetValue(trial, out var entry) ? entry.Value : null;

    /// <summary>The trial's rank, counted from 1.</summary>
    public int Rank(int trial) => all.Rank(byTrial[trial]) + 1;

    /// <summary>The value of the last trial within the best <paramref name="share"/>; NaN when the share is empty.</summary>
    public double CutOff(int share) => share > 0 ? all[share - 1].Value : double.NaN;
}
