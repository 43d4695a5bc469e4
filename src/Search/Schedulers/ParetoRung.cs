using Search.Objectives;

namespace Search.Schedulers;

/// <summary>An epoch at which trials are compared by several values: by front, then the less crowded, then the older.</summary>
/// <remarks>
/// A new trial may change every rank, so they are found anew when they are asked for after an arrival: O(n log n) in the rung's trials with two objectives,
/// at worst O(m n²) with m. Between arrivals a question costs O(1).
/// </remarks>
internal sealed class ParetoRung(int epoch)
{
    private readonly List<int> trials = [];
    private readonly List<double[]> points = [];
    private readonly Dictionary<int, int> indices = [];
    private readonly HashSet<int> left = [];
    private int[]? ranks;
    private int[] order = [], fronts = [];

    /// <summary>The epoch at which values are compared.</summary>
    public int Epoch => epoch;

    /// <summary>Number of trials that reached the rung.</summary>
    public int Count => trials.Count;

    /// <summary>Notes a trial's arrival; a second arrival of the same trial changes nothing.</summary>
    public void Arrive(int trial, ReadOnlySpan<double> values)
    {
        if (!indices.TryAdd(trial, trials.Count))
            return;
        trials.Add(trial);
        points.Add(values.ToArray());
        ranks = null;
    }

    /// <summary>The trial no longer waits here: it went on, or it ended.</summary>
    public void Leave(int trial)
    {
        if (indices.TryGetValue(trial, out var index))
            left.Add(index);
    }

    /// <summary>The best trial that waits here and is among the best <paramref name="share"/> of the rung; null when none is. Without a number it never is.</summary>
    public int? Promotable(int share)
    {
        Rank();
        for (var rank = 0; rank < share; rank++)
            if (!left.Contains(order[rank]) && !Array.Exists(points[order[rank]], double.IsNaN))
                return trials[order[rank]];
        return null;
    }

    /// <summary>The trial's rank and the front that it belongs to, both counted from 1.</summary>
    public (int Rank, int Front) Place(int trial)
    {
        Rank();
        return (ranks![indices[trial]] + 1, fronts[indices[trial]] + 1);
    }

    private void Rank()
    {
        if (ranks is not null)
            return;
        // Points without a number would share the worst front's ends and count as least crowded: they come after all others.
        int[] known = [.. Enumerable.Range(0, points.Count).Where(index => !Array.Exists(points[index], double.IsNaN))];
        double[][] compared = [.. known.Select(index => points[index])];
        fronts = new int[points.Count];
        Array.Fill(fronts, int.MaxValue - 1);
        var (ranked, front) = (new List<int>(points.Count), 0);
        foreach (var members in ParetoFronts.Of(compared))
        {
            var crowding = ParetoFronts.Crowding(compared, members);
            ranked.AddRange(Enumerable.Range(0, members.Count)
                .OrderByDescending(member => crowding[member]).ThenBy(member => trials[known[members[member]]]).Select(member => known[members[member]]));
            foreach (var member in members)
                fronts[known[member]] = front;
            front++;
        }
        ranked.AddRange(Enumerable.Range(0, points.Count).Where(index => fronts[index] == int.MaxValue - 1).OrderBy(index => trials[index]));
        fronts.AsSpan().Replace(int.MaxValue - 1, front);
        order = [.. ranked];
        ranks = new int[order.Length];
        for (var rank = 0; rank < order.Length; rank++)
            ranks[order[rank]] = rank;
    }
}
