using Search.Randomness;
using Search.Spaces;
using Search.Specs.Yaml;

namespace Search.Specs.Reading;

/// <summary>Reads <c>constraints</c>: rules between parameters that every configuration must keep.</summary>
internal sealed class ConstraintsReader(ErrorList errors)
{
    /// <summary>Random points that are tried before rules are called contradictory; a sampler would not find what they do not.</summary>
    private const int Points = 10_000;

    /// <summary>The space with the rules; as it was when there are none.</summary>
    public SearchSpace Read(SpecNode? node, SearchSpace space)
    {
        if (node is null)
            return space;
        if (node is not ListNode list)
        {
            errors.Add(node.Place, $"constraints is {node.Kind}, but must be a list of rules such as [ \"batchSize * learningRate <= 8\" ].");
            return space;
        }
        var constraints = new List<Constraint>();
        foreach (var item in list.Items)
            if (Rule(item, space) is { } constraint)
                constraints.Add(constraint);
        if (constraints.Count == 0)
            return space;
        var constrained = space with { Constraints = constraints };
        // With other errors the space is not the one that is meant.
        if (!errors.Any && Contradiction(constrained) is { } contradiction)
            errors.Add(node.Place, contradiction);
        return constrained;
    }

    private Constraint? Rule(SpecNode item, SearchSpace space)
    {
        if (item is not ScalarNode { IsEmpty: false } scalar)
        {
            errors.Add(item.Place, $"constraints lists {item.Kind}, but must list rules such as \"batchSize * learningRate <= 8\".");
            return null;
        }
        try
        {
            var constraint = Constraint.Parse(scalar.Text);
            foreach (var name in constraint.Parameters.Where(name => space.Find(name) is null))
                errors.Add(item.Place, $"the constraint \"{constraint}\" names {name}, which is not a parameter of the space: {Known(name, space)}");
            return constraint;
        }
        catch (FormatException error)
        {
            errors.Add(item.Place, $"constraints: {error.Message}");
            return null;
        }
    }

    private static string Known(string name, SearchSpace space) => Names.Nearest.Of(name, space.Parameters.Select(parameter => parameter.Name)) is { } near
        ? $"did you mean {near}?"
        : $"there are {string.Join(", ", space.Parameters.Select(parameter => parameter.Name))}.";

    private static string? Contradiction(SearchSpace space)
    {
        var random = new SearchRandom(1);
        var kept = new int[space.Constraints!.Count];
        for (var i = 0; i < Points; i++)
        {
            var point = space.FromUnit([.. Enumerable.Range(0, space.Dimensions).Select(_ => random.NextDouble())]);
            var all = true;
            for (var rule = 0; rule < kept.Length; rule++)
            {
                var holds = space.Constraints[rule].Holds(point);
                kept[rule] += holds ? 1 : 0;
                all &= holds;
            }
            if (all)
                return null;
        }
        var never = Array.IndexOf(kept, 0);
        return never >= 0
            ? $"the constraint \"{space.Constraints[never]}\" is kept by none of {Points} random configurations: loosen it, or change the domains of {string.Join(", ", space.Constraints[never].Parameters)}."
            : $"the constraints contradict one another: none of {Points} random configurations keeps all of them, although each is kept by some; loosen one.";
    }
}
