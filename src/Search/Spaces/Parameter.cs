namespace Search.Spaces;

/// <summary>A named dimension of a search space.</summary>
public sealed record Parameter
{
    /// <summary>The name, as the sweep file writes it: <c>learningRate</c>, <c>augmentation.rotation</c>, <c>model.width</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The values it may take.</summary>
    public required Domain Domain { get; init; }

    /// <summary>When the parameter is present at all: every condition must hold. Empty for always.</summary>
    public IReadOnlyList<Condition> When { get; init; } = [];

    /// <summary>Domains that replace <see cref="Domain"/> where their conditions hold; the first match counts.</summary>
    /// <remarks>An earlier stage hands on what it learned this way: the learning rate's range per model and optimizer.</remarks>
    public IReadOnlyList<Refinement> Refinements { get; init; } = [];

    /// <summary>The domain under the values chosen so far.</summary>
    public Domain DomainFor(Configuration configuration)
    {
        foreach (var refinement in Refinements)
            if (refinement.When.All(condition => condition.Holds(configuration)))
                return refinement.Domain;
        return Domain;
    }

    /// <summary>True when the parameter is present under the values chosen so far.</summary>
    public bool IsPresent(Configuration configuration) => When.All(condition => condition.Holds(configuration));
}
