using Search.Experiments;
using Search.Specs.Keys;
using Search.Specs.Names;
using Search.Specs.Yaml;

namespace Search.Specs.Reading;

/// <summary>Reads <c>objective</c> or <c>objectives</c> where their names are free.</summary>
internal sealed class ObjectivesReader(ErrorList errors)
{
    private const string Form = "{ name: …, direction: maximize }";

    /// <summary>The objectives in the file's order; never empty.</summary>
    /// <param name="single"><c>objective</c>, or null.</param>
    /// <param name="several"><c>objectives</c>, or null.</param>
    /// <param name="place">Where it is reported when both are missing.</param>
    public IReadOnlyList<ObjectiveSpec> Read(SpecNode? single, SpecNode? several, Place place)
    {
        if (single is not null && several is not null)
            errors.Add(several.Place, "objective and objectives are both given: put all of them into objectives, the first one first.");
        if (several is not null)
            return Several(several);
        if (single is not null)
            return [One(single, "objective")];
        errors.Add(place, $"objective is missing: give it a name and a direction, objective: {Form}.");
        return [ObjectiveSpec.ValidLoss];
    }

    private List<ObjectiveSpec> Several(SpecNode node)
    {
        if (node is not ListNode { Items.Count: > 0 } list)
        {
            errors.Add(node.Place, $"objectives is {(node is ListNode ? "an empty list" : node.Kind)}, but must be a list such as [ {Form} ].");
            return [ObjectiveSpec.ValidLoss];
        }
        var objectives = new List<ObjectiveSpec>();
        foreach (var item in list.Items)
        {
            var objective = One(item, "objectives");
            if (objectives.Exists(other => other.Name == objective.Name))
                errors.Add(item.Place, $"objectives lists {objective.Name} twice: list it once.");
            objectives.Add(objective);
        }
        return objectives;
    }

    private ObjectiveSpec One(SpecNode node, string path)
    {
        if (node is ScalarNode { IsEmpty: false } scalar)
        {
            if (KnownNames.Objectives.TryGetValue(scalar.Text, out var maximize))
                return new ObjectiveSpec(scalar.Text, maximize);
            errors.Add(node.Place, $"{path} is {scalar.Excerpt}, whose direction is not known: write {path}: {Form}.");
            return ObjectiveSpec.ValidLoss;
        }
        var parts = new Section(node, path, SimulationKeys.Objective, node.Place, errors);
        if (parts.Text("name") is { } name && string.IsNullOrWhiteSpace(name))
            errors.Add(node.Place, $"{path}.name is blank: name what the objective reports.");
        return new ObjectiveSpec(parts.Text("name") ?? "", parts.Text("direction") == "maximize");
    }
}
