using System.Numerics;

namespace Search.Importance;

/// <summary>A leaf of a regression tree: a box of the unit cube and the value that the tree gives to all of it.</summary>
/// <param name="Sides">One side for each parameter.</param>
/// <param name="Value">Mean of the trials that fell into it.</param>
internal sealed record Leaf(Side[] Sides, double Value);

/// <summary>One side of a box: a stretch of the unit interval, or a set of a choice's values.</summary>
/// <param name="Low">Where the stretch begins.</param>
/// <param name="High">Where it ends.</param>
/// <param name="Set">The values, one bit each; 0 for a stretch.</param>
/// <param name="Values">Number of the choice's values; 0 for a stretch.</param>
internal readonly record struct Side(double Low, double High, ulong Set, int Values)
{
    /// <summary>Part of the whole that the side covers.</summary>
    public double Width => Overlap(this);

    /// <summary>Part of the whole that two sides share.</summary>
    public double Overlap(Side other) => Values > 0
        ? BitOperations.PopCount(Set & other.Set) / (double)Values
        : Math.Max(0, Math.Min(High, other.High) - Math.Max(Low, other.Low));
}
