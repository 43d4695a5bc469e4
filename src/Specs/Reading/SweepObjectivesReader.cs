using Search.Experiments;
using Search.Specs.Keys;
using Search.Specs.Names;
using Search.Specs.Yaml;

namespace Search.Specs.Reading;

/// <summary>Reads <c>objective</c> or <c>objectives</c> of a search on images: only what a training reports.</summary>
internal sealed class SweepObjectivesReader(ErrorList errors)
{
    /// <summary>The objectives in the file's order; never empty.</summary>
    /// <param name="single"><c>objective</c>, or null.</param>
    /// <param name="several"><c>objectives</c>, or null.</param>
    public IReadOnlyList<ObjectiveSpec> Read(SpecNode? single, SpecNode? several)
    {
        if (single is not null && several is not null)
            errors.Add(several.Place, "objective and objectives are both given: put all of them into objectives, the first one first.");
        if (several is not null)
            return Several(several);
        return [single is null ? ObjectiveSpec.ValidAccuracy : One(single, "objective", KnownNames.Objectives, SweepKeys.Objective) ?? ObjectiveSpec.ValidAccuracy];
    }

    private List<ObjectiveSpec> Several(SpecNode node)
    {
        if (node is not ListNode { Items.Count: > 0 } list)
        {
            errors.Add(node.Place, $"objectives is {(node is ListNode ? "an empty list" : node.Kind)}, but must be a list such as [{string.Join(", ", KnownNames.SeveralObjectives.Keys)}].");
            return [ObjectiveSpec.ValidAccuracy];
        }
        var objectives = new List<ObjectiveSpec>();
        for (var i = 0; i < list.Items.Count; i++)
        {
            var item = list.Items[i];
            if (One(item, "objectives", KnownNames.SeveralObjectives, SweepKeys.OneObjective) is not { } objective)
                continue;
            if (objectives.Exists(other => other.Name == objective.Name))
                errors.Add(item.Place, $"objectives lists {objective.Name} twice: list it once.");
            else if (i == 0 && !KnownNames.Objectives.ContainsKey(objective.Name))
                errors.Add(item.Place, $"objectives begins with {objective.Name}, but the first one ranks where only one can, so it must be one of {string.Join(", ", KnownNames.Objectives.Keys)}: put one of them first.");
            objectives.Add(objective);
        }
        return objectives.Count > 0 ? objectives : [ObjectiveSpec.ValidAccuracy];
    }

    private ObjectiveSpec? One(SpecNode node, string path, IReadOnlyDictionary<string, bool> known, IReadOnlyList<Key> keys)
    {
        var parts = node is MapNode ? new Section(node, path, keys, node.Place, errors) : null;
        if ((parts is null ? node : parts.Node("name")) is not ScalarNode scalar)
        {
            if (parts is null)
                errors.Add(node.Place, path == "objective"
                    ? $"objective is {node.Kind}, but must be one of {string.Join(", ", known.Keys)}; several stand in objectives."
                    : $"objectives lists {node.Kind}, but must list some of {string.Join(", ", known.Keys)}.");
            return null;
        }
        if (!known.TryGetValue(scalar.Text, out var maximize))
        {
            var rule = new ParameterRule(path, ValueKind.Word, "") { Words = [.. known.Keys], LaterWords = KnownNames.LaterObjectives };
            if (parts is null)
                errors.Add(node.Place, $"{path} is {scalar.Excerpt}, but {rule.Complaint(scalar.Text)}.");
            return null;
        }
        var objective = new ObjectiveSpec(scalar.Text, maximize);
        if (parts?.Text("direction") is "maximize" or "minimize" && parts.Text("direction") != objective.Direction)
            errors.Add(node.Place, $"{path}.direction is {parts.Text("direction")}, but {scalar.Text} has the direction {objective.Direction}: remove direction.");
        return objective;
    }
}
