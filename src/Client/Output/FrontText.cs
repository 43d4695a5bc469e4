using Search.Boards;

namespace Search.Client.Output;

/// <summary>A Pareto front in one sentence.</summary>
internal static class FrontText
{
    private const int MostNamed = 10;

    /// <summary>The sentence; null for a single objective, or while nothing has a value.</summary>
    public static string? Of(IReadOnlyList<ObjectiveView> objectives, IReadOnlyList<FrontPoint>? front) => front is not { Count: > 0 }
        ? null
        : $"Pareto front of {string.Join(", ", objectives.Select(objective => objective.Name))}: "
            + string.Join("; ", front.Take(MostNamed).Select(point => $"trial {point.Trial} ({string.Join(", ", point.Values.Select(value => Format.Value(value)))})"))
            + (front.Count > MostNamed ? $"; and {front.Count - MostNamed} more" : "") + ".";
}
