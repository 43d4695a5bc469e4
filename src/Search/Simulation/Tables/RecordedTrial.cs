using Search.Spaces;

namespace Search.Simulation.Tables;

/// <summary>A configuration of a table with its curves.</summary>
/// <param name="Configuration">Its searched parameters.</param>
/// <param name="Curves">One for each seed it was trained with, by seed; at least one.</param>
public sealed record RecordedTrial(Configuration Configuration, IReadOnlyList<Curve> Curves)
{
    /// <summary>The curve of a seed; where it was not trained with that one, of the next higher seed, or the lowest.</summary>
    public Curve Of(int seed) => Curves.FirstOrDefault(curve => curve.Seed >= seed) ?? Curves[0];
}
