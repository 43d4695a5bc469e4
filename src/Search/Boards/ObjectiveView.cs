using Search.Experiments;

namespace Search.Boards;

/// <summary>One of the things that are optimised.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Direction"><c>maximize</c> or <c>minimize</c>.</param>
public sealed record ObjectiveView(string Name, string Direction)
{
    /// <summary>All objectives of a search, in their order.</summary>
    public static IReadOnlyList<ObjectiveView> Of(ExperimentSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return [.. spec.Objectives.Select(objective => new ObjectiveView(objective.Name, objective.Direction))];
    }
}
