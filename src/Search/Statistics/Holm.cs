namespace Search.Statistics;

/// <summary>Holm's step-down correction: which of several tests hold together at a family-wise level (Holm 1979).</summary>
public static class Holm
{
    /// <summary>For every p value whether its hypothesis is rejected.</summary>
    /// <param name="pValues">The p values; NaN is never rejected.</param>
    /// <param name="level">Family-wise error, such as 0.05.</param>
    /// <param name="family">Number of tests looked at, when more than are given; the rest count as not significant.</param>
    public static bool[] Rejected(IReadOnlyList<double> pValues, double level, int? family = null)
    {
        var tests = Math.Max(family ?? 0, pValues.Count);
        var rejected = new bool[pValues.Count];
        var position = 0;
        foreach (var index in Enumerable.Range(0, pValues.Count).Where(i => !double.IsNaN(pValues[i])).OrderBy(i => pValues[i]).ThenBy(i => i))
        {
            if (pValues[index] > level / (tests - position++))
                break;
            rejected[index] = true;
        }
        return rejected;
    }
}
