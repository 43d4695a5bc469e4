using Search.Randomness;

namespace Search.Importance;

/// <summary>A tree of a random forest, grown over the unit cube (Breiman, "Random Forests", 2001).</summary>
/// <remarks>
/// Every node tries five sixths of the parameters and takes the split that leaves the least squared error; numbers are split between neighbouring values, choices by the best division
/// of their values in the order of their means, which contains the best of all (Breiman et al. 1984, section 4.2.2). Leaves hold at least three trials.
/// </remarks>
internal sealed class RegressionTree
{
    private const int LeastInLeaf = 3;

    private readonly IReadOnlyList<double[]> points;
    private readonly IReadOnlyList<double> values;
    private readonly SearchRandom random;
    private readonly int tried;
    private readonly List<Leaf> leaves = [];

    private RegressionTree(IReadOnlyList<double[]> points, IReadOnlyList<double> values, int parameters, SearchRandom random)
    {
        (this.points, this.values, this.random) = (points, values, random);
        tried = (int)Math.Ceiling(parameters * 5 / 6.0);
    }

    /// <summary>The leaves of a tree over the members; their boxes fill the cube.</summary>
    /// <param name="points">Coordinates in [0, 1], or indices of a choice's values.</param>
    /// <param name="values">What the trials came to.</param>
    /// <param name="members">Indices of the trials to learn from, repeated ones count again.</param>
    /// <param name="whole">The cube's sides.</param>
    /// <param name="random">Decides which parameters a node tries.</param>
    public static IReadOnlyList<Leaf> Grow(IReadOnlyList<double[]> points, IReadOnlyList<double> values, int[] members, Side[] whole, SearchRandom random)
    {
        var tree = new RegressionTree(points, values, whole.Length, random);
        tree.Grow(members, whole);
        return tree.leaves;
    }

    private void Grow(int[] members, Side[] sides)
    {
        var (parameter, left, right) = Best(members, sides);
        if (parameter < 0)
        {
            leaves.Add(new Leaf(sides, members.Average(member => values[member])));
            return;
        }
        bool IsLeft(int member) => left.Values > 0 ? ((left.Set >> (int)points[member][parameter]) & 1) == 1 : points[member][parameter] <= left.High;
        Grow([.. members.Where(IsLeft)], With(left));
        Grow([.. members.Where(member => !IsLeft(member))], With(right));

        Side[] With(Side side)
        {
            var changed = (Side[])sides.Clone();
            changed[parameter] = side;
            return changed;
        }
    }

    private (int Parameter, Side Left, Side Right) Best(int[] members, Side[] sides)
    {
        (int, Side, Side) best = (-1, default, default);
        if (members.Length < 2 * LeastInLeaf)
            return best;
        int[] order = [.. Enumerable.Range(0, sides.Length)];
        var total = members.Sum(member => values[member]);
        // Gains within rounding of none are none.
        var gain = total * total / members.Length + 1e-12 * members.Sum(member => values[member] * values[member]);
        for (var i = 0; i < tried; i++)
        {
            var other = i + random.Next(order.Length - i);
            (order[i], order[other]) = (order[other], order[i]);
            var parameter = order[i];
            var side = sides[parameter];
            var rank = side.Values > 0 ? Means(members, parameter, side.Values) : null;
            var (keys, sorted) = (new double[members.Length], (int[])members.Clone());
            for (var k = 0; k < keys.Length; k++)
                keys[k] = points[members[k]][parameter] is var place && rank is null ? place : rank[(int)place];
            Array.Sort(keys, sorted);
            var sum = 0.0;
            for (var k = 0; k < sorted.Length - 1; k++)
            {
                sum += values[sorted[k]];
                if (keys[k] == keys[k + 1] || k + 1 < LeastInLeaf || sorted.Length - k - 1 < LeastInLeaf)
                    continue;
                var explained = sum * sum / (k + 1) + (total - sum) * (total - sum) / (sorted.Length - k - 1);
                if (explained <= gain)
                    continue;
                gain = explained;
                best = rank is null ? Cut(parameter, side, Between(keys[k], keys[k + 1])) : Divide(parameter, side, rank, keys[k]);
            }
        }
        return best;
    }

    // Of two neighbouring numbers the middle may be the upper one, which belongs to the right.
    private static double Between(double low, double high) => (low + high) / 2 is var middle && middle < high ? middle : low;

    private static (int, Side, Side) Cut(int parameter, Side side, double at) => (parameter, side with { High = at }, side with { Low = at });

    private static (int, Side, Side) Divide(int parameter, Side side, double[] rank, double last)
    {
        var left = 0UL;
        for (var value = 0; value < side.Values; value++)
            if (((side.Set >> value) & 1) == 1 && rank[value] <= last)
                left |= 1UL << value;
        return (parameter, side with { Set = left }, side with { Set = side.Set & ~left });
    }

    /// <summary>The place of each of a choice's values in the order of their means; those that no member has come last.</summary>
    private double[] Means(int[] members, int parameter, int count)
    {
        var (sums, counts) = (new double[count], new int[count]);
        foreach (var member in members)
        {
            sums[(int)points[member][parameter]] += values[member];
            counts[(int)points[member][parameter]]++;
        }
        var rank = new double[count];
        foreach (var (place, value) in Enumerable.Range(0, count).OrderBy(value => counts[value] > 0 ? sums[value] / counts[value] : double.PositiveInfinity).Index())
            rank[value] = place;
        return rank;
    }
}
