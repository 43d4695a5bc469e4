using Search.Spaces;

namespace Search.Samplers.Tpe;

/// <summary>Parameters that are present together: they have the same conditions, so one joint density holds for them.</summary>
/// <param name="Parameters">Indices in the space, ascending.</param>
/// <param name="When">The conditions they share.</param>
internal sealed record ParameterGroup(IReadOnlyList<int> Parameters, IReadOnlyList<Condition> When)
{
    /// <summary>The groups of a space in the order of their first parameters, so that conditions only look back. Parameters of a single value belong to none.</summary>
    public static IReadOnlyList<ParameterGroup> Of(SearchSpace space)
    {
        var groups = new List<(List<int> Parameters, IReadOnlyList<Condition> When)>();
        for (var i = 0; i < space.Dimensions; i++)
        {
            var parameter = space.Parameters[i];
            if (parameter.Domain.Count == 1 && parameter.Refinements.Count == 0)
                continue;
            if (groups.FindIndex(group => Same(group.When, parameter.When)) is var found and >= 0)
                groups[found].Parameters.Add(i);
            else
                groups.Add(([i], parameter.When));
        }
        return [.. groups.Select(group => new ParameterGroup(group.Parameters, group.When))];
    }

    /// <summary>True when the group's parameters are present under the values chosen so far.</summary>
    public bool IsPresent(Configuration configuration) => When.All(condition => condition.Holds(configuration));

    private static bool Same(IReadOnlyList<Condition> one, IReadOnlyList<Condition> other) => one.Count == other.Count && one.All(other.Contains);
}
