namespace Search.Statistics;

/// <summary>Standard deviation between repeats, pooled over several groups that each have their own mean.</summary>
/// <param name="Deviation">The pooled standard deviation.</param>
/// <param name="Degrees">Its degrees of freedom: values minus groups.</param>
public readonly record struct PooledSpread(double Deviation, int Degrees)
{
    /// <summary>Pools the groups; those with fewer than two values say nothing. Null when none says anything.</summary>
    public static PooledSpread? Of(IEnumerable<IReadOnlyList<double>> groups)
    {
        double squares = 0;
        var degrees = 0;
        foreach (var group in groups.Where(group => group.Count > 1))
        {
            var mean = group.Average();
            squares += group.Sum(value => (value - mean) * (value - mean));
            degrees += group.Count - 1;
        }
        return degrees > 0 ? new(Math.Sqrt(squares / degrees), degrees) : null;
    }
}
