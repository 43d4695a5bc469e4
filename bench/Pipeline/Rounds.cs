namespace Search.Bench.Pipeline;

/// <summary>What several rounds of a measurement gave.</summary>
internal static class Rounds
{
    /// <summary>Lowest, middle and highest.</summary>
    public static string Describe(IEnumerable<double> values, string format)
    {
        double[] sorted = [.. values.Order()];
        return $"lowest {sorted[0].ToString(format)}, median {sorted[sorted.Length / 2].ToString(format)}, highest {sorted[^1].ToString(format)} of {sorted.Length}";
    }
}
