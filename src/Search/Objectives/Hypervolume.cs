namespace Search.Objectives;

/// <summary>The size of what a set of points dominates: one number for a whole front, larger is better.</summary>
/// <remarks>
/// Zitzler and Thiele, "Multiobjective Optimization Using Evolutionary Algorithms" (PPSN 1998). By slicing objectives (While et al., "A Faster Algorithm for Calculating
/// Hypervolume", IEEE TEVC 2006): exact; O(n log n) with two objectives, at worst O(nᵐ⁻¹) with m.
/// </remarks>
public static class Hypervolume
{
    /// <summary>The volume between the points and a reference; points that are not better than it in every objective add nothing.</summary>
    /// <param name="points">Internal (minimised) values, one for each objective, for every point.</param>
    /// <param name="reference">The corner that bounds the volume from above.</param>
    /// <exception cref="ArgumentException">A point has another number of objectives than the reference.</exception>
    public static double Of(IEnumerable<IReadOnlyList<double>> points, IReadOnlyList<double> reference)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(reference);
        var inside = new List<IReadOnlyList<double>>();
        foreach (var point in points)
        {
            if (point.Count != reference.Count)
                throw new ArgumentException($"A point has {point.Count} objectives, the reference {reference.Count}: they must be the same.", nameof(points));
            if (Enumerable.Range(0, point.Count).All(i => point[i] < reference[i]))
                inside.Add(point);
        }
        return Slice(inside, reference, reference.Count);
    }

    /// <summary>Of the first objectives alone: cut along the last of them, each slab as thick as the way to the next point.</summary>
    private static double Slice(List<IReadOnlyList<double>> points, IReadOnlyList<double> reference, int objectives)
    {
        if (points.Count == 0)
            return 0;
        if (objectives == 1)
            return reference[0] - points.Min(point => point[0]);
        var last = objectives - 1;
        IReadOnlyList<double>[] sorted = [.. points.OrderBy(point => point[last])];
        var (volume, front) = (0.0, new List<IReadOnlyList<double>>());
        var least = double.PositiveInfinity;
        for (var i = 0; i < sorted.Length; i++)
        {
            least = Math.Min(least, sorted[i][0]);
            front.Add(sorted[i]);
            var thickness = (i + 1 < sorted.Length ? sorted[i + 1][last] : reference[last]) - sorted[i][last];
            if (thickness > 0)
                volume += thickness * (objectives == 2 ? reference[0] - least : Slice(front, reference, last));
        }
        return volume;
    }
}
