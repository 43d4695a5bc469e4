namespace Search.Importance;

/// <summary>The variance of one tree over the whole cube, and the parts of it that parameters explain.</summary>
internal sealed class VarianceShares
{
    private readonly IReadOnlyList<Leaf> leaves;
    private readonly double[] masses;
    private readonly double[] centred;
    private readonly double variance;
    private readonly Dictionary<int, double> alone = [];

    private VarianceShares(IReadOnlyList<Leaf> leaves)
    {
        this.leaves = leaves;
        masses = [.. leaves.Select(leaf => leaf.Sides.Aggregate(1.0, (product, side) => product * side.Width))];
        var mean = leaves.Select((leaf, i) => masses[i] * leaf.Value).Sum();
        centred = [.. leaves.Select(leaf => leaf.Value - mean)];
        variance = centred.Select((value, i) => masses[i] * value * value).Sum();
    }

    /// <summary>The shares of a tree; null when it gives the same value everywhere.</summary>
    public static VarianceShares? Of(IReadOnlyList<Leaf> leaves) => new VarianceShares(leaves) is { variance: > 0 } shares ? shares : null;

    /// <summary>Part of the variance due to one parameter, or to two together beyond what each does alone.</summary>
    public double Share(params ReadOnlySpan<int> parameters)
    {
        if (parameters.Length == 1)
            return Alone(parameters[0]) / variance;
        var (one, other) = (parameters[0], parameters[1]);
        return Math.Max(0, Explained(one, other) - Alone(one) - Alone(other)) / variance;
    }

    private double Alone(int parameter)
    {
        if (!alone.TryGetValue(parameter, out var known))
            alone[parameter] = known = Explained(parameter, parameter);
        return known;
    }

    /// <summary>Variance of the mean over all other parameters, by one or two: a sum over pairs of leaves, each pair by what their boxes share there.</summary>
    private double Explained(int one, int other)
    {
        var weights = new double[leaves.Count];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = centred[i] * masses[i] / Width(i, one) / (other == one ? 1 : Width(i, other));
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
            for (var j = 0; j <= i; j++)
            {
                var shared = leaves[i].Sides[one].Overlap(leaves[j].Sides[one]);
                if (shared > 0 && other != one)
                    shared *= leaves[i].Sides[other].Overlap(leaves[j].Sides[other]);
                sum += (i == j ? 1 : 2) * weights[i] * weights[j] * shared;
            }
        return Math.Max(0, sum);

        // A leaf without extent has no mass either.
        double Width(int leaf, int parameter) => Math.Max(leaves[leaf].Sides[parameter].Width, 1e-300);
    }
}
