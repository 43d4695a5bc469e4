namespace Search.Objectives;

/// <summary>Orders points of several objectives, all minimised: who dominates whom, front after front, and how crowded each place is.</summary>
/// <remarks>
/// The order of Deb et al., "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II" (IEEE TEVC 2002): fronts of section III-A, crowding distance of III-B. Deviation: fronts are
/// found by efficient non-dominated sorting (Zhang et al., "An Efficient Approach to Nondominated Sorting", IEEE TEVC 2015), which gives the same fronts: O(n log n) with one or
/// two objectives, at worst O(m n²) with m of them. NaN counts as positive infinity, so that a point without a value is dominated by all that have one. Pure.
/// </remarks>
public static class ParetoFronts
{
    /// <summary>True when <paramref name="one"/> is nowhere worse than <paramref name="other"/> and better somewhere.</summary>
    /// <exception cref="ArgumentException">The points differ in their number of objectives.</exception>
    public static bool Dominates(IReadOnlyList<double> one, IReadOnlyList<double> other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        if (one.Count != other.Count)
            throw new ArgumentException($"One point has {one.Count} objectives, the other {other.Count}: only points of the same objectives compare.", nameof(other));
        var better = false;
        for (var i = 0; i < one.Count; i++)
        {
            var (mine, theirs) = (Value(one[i]), Value(other[i]));
            if (mine > theirs)
                return false;
            better |= mine < theirs;
        }
        return better;
    }

    /// <summary>The fronts: in the first the points that none dominates, in the next those that only points of earlier ones dominate, and so on.</summary>
    /// <param name="points">One value for each objective, for every point.</param>
    /// <returns>Indices of points, ascending within each front; equal points share a front. No front is empty.</returns>
    /// <exception cref="ArgumentException">The points differ in their number of objectives.</exception>
    public static IReadOnlyList<IReadOnlyList<int>> Of(IReadOnlyList<IReadOnlyList<double>> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        // None can be dominated by one that comes after it in this order, so every point is placed once.
        int[] order = [.. Enumerable.Range(0, points.Count)];
        Array.Sort(order, (a, b) => Lexicographic(points[a], points[b]) is var sign && sign != 0 ? sign : a.CompareTo(b));
        var fronts = new List<List<int>>();
        foreach (var index in order)
        {
            // Who is dominated in a front is dominated in all before it: the first front free of dominators is found by halving.
            var (low, high) = (0, fronts.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (IsDominated(points, fronts[middle], index))
                    low = middle + 1;
                else
                    high = middle;
            }
            if (low == fronts.Count)
                fronts.Add([]);
            fronts[low].Add(index);
        }
        foreach (var front in fronts)
            front.Sort();
        return fronts;
    }

    /// <summary>Crowding distances of a front's members, in their order: how far apart the neighbours of each are, summed over the objectives; infinite at the ends.</summary>
    /// <param name="points">All points.</param>
    /// <param name="front">Indices of the front's members.</param>
    /// <remarks>Every objective is scaled by its range within the front; one without a finite range says nothing. Of equal values the earlier member stands first.</remarks>
    public static double[] Crowding(IReadOnlyList<IReadOnlyList<double>> points, IReadOnlyList<int> front)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(front);
        var distance = new double[front.Count];
        int[] order = [.. Enumerable.Range(0, front.Count)];
        var objectives = front.Count > 0 ? points[front[0]].Count : 0;
        for (var objective = 0; objective < objectives; objective++)
        {
            double At(int member) => Value(points[front[member]][objective]);
            Array.Sort(order, (a, b) => At(a).CompareTo(At(b)) is var sign && sign != 0 ? sign : a.CompareTo(b));
            distance[order[0]] = distance[order[^1]] = double.PositiveInfinity;
            var range = At(order[^1]) - At(order[0]);
            if (!(range > 0 && double.IsFinite(range)))
                continue;
            for (var i = 1; i < order.Length - 1; i++)
                distance[order[i]] += (At(order[i + 1]) - At(order[i - 1])) / range;
        }
        return distance;
    }

    /// <summary>All points from best to worst: by front, and within a front the less crowded first; of equals the earlier.</summary>
    /// <exception cref="ArgumentException">The points differ in their number of objectives.</exception>
    public static IReadOnlyList<int> Ranked(IReadOnlyList<IReadOnlyList<double>> points)
    {
        var ranked = new List<int>(points.Count);
        foreach (var front in Of(points))
        {
            var distance = Crowding(points, front);
            ranked.AddRange(Enumerable.Range(0, front.Count).OrderByDescending(member => distance[member]).Select(member => front[member]));
        }
        return ranked;
    }

    private static bool IsDominated(IReadOnlyList<IReadOnlyList<double>> points, List<int> front, int index)
    {
        // With two objectives the last of a front has its smallest second value: if it does not dominate, none does.
        var stop = points[index].Count <= 2 ? front.Count - 1 : 0;
        for (var i = front.Count - 1; i >= stop; i--)
            if (Dominates(points[front[i]], points[index]))
                return true;
        return false;
    }

    private static int Lexicographic(IReadOnlyList<double> one, IReadOnlyList<double> other)
    {
        for (var i = 0; i < Math.Min(one.Count, other.Count); i++)
            if (Value(one[i]).CompareTo(Value(other[i])) is var sign && sign != 0)
                return sign;
        return 0;
    }

    private static double Value(double value) => double.IsNaN(value) ? double.PositiveInfinity : value;
}
