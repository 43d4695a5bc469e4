using Search.Experiments;
using Search.Spaces;
using Search.Specs.Yaml;

namespace Search.Specs.Reading;

/// <summary>Reads configurations: <c>seedPoints</c> and <c>configuration</c>.</summary>
internal sealed class PointReader(ErrorList errors)
{
    /// <summary>The points, each checked against the space.</summary>
    public IReadOnlyList<Configuration> SeedPoints(SpecNode? node, SearchSpace space, IReadOnlyList<AugmentationLevels> augmentation)
    {
        if (node is null)
            return [];
        if (node is not ListNode list)
        {
            errors.Add(node.Place, $"seedPoints is {node.Kind}, but must be a list such as [ {{ learningRate: 1e-3, dropout: 0.5 }} ].");
            return [];
        }
        var points = new List<Configuration>();
        foreach (var item in list.Items)
        {
            var values = Values(item, "seedPoints");
            foreach (var (name, value, place) in values)
                if (Complaint(name, value, values, space, augmentation) is { } complaint)
                    errors.Add(place, $"seedPoints: {complaint}");
            var point = new Configuration(values.Select(entry => KeyValuePair.Create(entry.Name, entry.Value)));
            foreach (var broken in space.Constraints?.Where(constraint => !constraint.Holds(point)) ?? [])
                errors.Add(item.Place, $"seedPoints: {point} breaks the constraint \"{broken}\": change the point or the rule.");
            points.Add(point);
        }
        return points;
    }

    /// <summary>Names with dots, values and places of one configuration; nested sections become names with dots.</summary>
    public List<(string Name, ParameterValue Value, Place Place)> Values(SpecNode node, string path)
    {
        var values = new List<(string Name, ParameterValue Value, Place Place)>();
        if (node is not MapNode map)
            errors.Add(node.Place, $"{path} holds {node.Kind}, but must hold parameters with their values, such as {{ learningRate: 1e-3 }}.");
        else
            Gather(map, "", path, values);
        return values;
    }

    private void Gather(MapNode map, string prefix, string path, List<(string Name, ParameterValue Value, Place Place)> values)
    {
        foreach (var entry in map.Entries)
        {
            var name = prefix + entry.Key;
            if (entry.Value is MapNode nested && prefix.Length == 0 && entry.Key is ("augmentation" or "model"))
                Gather(nested, entry.Key + ".", path, values);
            else if (entry.Value.Value() is not { } value)
                errors.Add(entry.Value.Place, $"{path}: {name} is {entry.Value.Kind}, but must be a single value.");
            else if (values.Exists(other => other.Name == name))
                errors.Add(entry.Place, $"{path}: {name} is given twice: give it once.");
            else
                values.Add((name, value, entry.Place));
        }
    }

    private static string? Complaint(
        string name, ParameterValue value, List<(string Name, ParameterValue Value, Place Place)> values, SearchSpace space, IReadOnlyList<AugmentationLevels> augmentation)
    {
        if (augmentation.FirstOrDefault(technique => technique.Parameter == name) is { } technique)
            return technique.Levels.Contains(value) ? null : $"{name} is {value}, but must be one of the levels {string.Join(", ", technique.Levels)}.";
        if (space.Find(name) is not { } parameter)
            return UnknownKey.Sentence(name, "", [.. space.Parameters.Select(known => known.Name), .. augmentation.Select(known => known.Parameter)]);
        foreach (var condition in parameter.When)
            if (values.Find(entry => entry.Name == condition.Parameter) is { Name: not null } deciding && !condition.Values.Contains(deciding.Value))
                return $"{name} has no meaning when {condition.Parameter} is {deciding.Value}: it is present only when {condition}.";
        var domain = parameter.DomainFor(new Configuration(values.Select(entry => KeyValuePair.Create(entry.Name, entry.Value))));
        return domain.Contains(value) ? null : $"{name} is {value}, but must be in {domain}.";
    }
}
