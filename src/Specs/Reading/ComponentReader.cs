using Search.Experiments;
using Search.Specs.Names;
using Search.Specs.Yaml;

namespace Search.Specs.Reading;

/// <summary>Reads <c>sampler</c> and <c>scheduler</c>: a name, or one name with its settings.</summary>
internal sealed class ComponentReader(ErrorList errors)
{
    public ComponentSpec Read(SpecNode? node, string key, IReadOnlyList<ComponentRule> known, IReadOnlyList<string> later)
    {
        var standard = new ComponentSpec("auto");
        if (node is null)
            return standard;
        var (name, place, settings) = node switch
        {
            ScalarNode scalar => (scalar.Text, scalar.Place, null),
            MapNode { Entries: [var only] } => (only.Key, only.Place, only.Value),
            _ => (null, node.Place, (SpecNode?)null),
        };
        if (name is null)
        {
            errors.Add(place, $"{key} is {node.Kind}, but must be a name or one name with its settings, such as {{ {known[1].Name}: {{ … }} }}.");
            return standard;
        }
        if (new ParameterRule(key, ValueKind.Word, "") { Words = [.. known.Select(rule => rule.Name)], LaterWords = later }.Complaint(name) is { } complaint)
        {
            errors.Add(place, $"{key} is {name}, but {complaint}.");
            return standard;
        }
        var rules = known.Single(rule => rule.Name == name).Settings;
        return new ComponentSpec(name) { Settings = Settings(settings, $"{key}.{name}", rules) };
    }

    private SortedDictionary<string, double> Settings(SpecNode? node, string path, IReadOnlyList<ParameterRule> rules)
    {
        var settings = new SortedDictionary<string, double>(StringComparer.Ordinal);
        if (node is null or ScalarNode { IsEmpty: true })
            return settings;
        if (node is not MapNode map)
        {
            errors.Add(node.Place, $"{path} is {node.Kind}, but must be a section with its settings.");
            return settings;
        }
        foreach (var entry in map.Entries)
        {
            if (rules.FirstOrDefault(rule => rule.Name == entry.Key) is not { } rule)
                errors.Add(entry.Place, UnknownKey.Sentence(entry.Key, path, [.. rules.Select(setting => setting.Name)]));
            else if (entry.Value.Number() is not { } number)
                errors.Add(entry.Value.Place, $"{path}.{entry.Key} is {entry.Value.Excerpt}, but must be a number. {rule.Description}");
            else if (rule.Complaint(number) is { } complaint)
                errors.Add(entry.Value.Place, $"{path}.{entry.Key} is {entry.Value.Excerpt}, but {complaint}. {rule.Description}");
            else
                settings[entry.Key] = number;
        }
        return settings;
    }
}
