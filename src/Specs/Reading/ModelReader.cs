using Search.Spaces;
using Search.Specs.Names;
using Search.Specs.Yaml;

namespace Search.Specs.Reading;

/// <summary>Reads <c>model:</c> into the parameter <c>model</c> and its families' settings.</summary>
internal sealed class ModelReader(ErrorList errors)
{
    private readonly DomainReader domains = new(errors);

    /// <summary>The parameters; only the default family when the key is absent or wrong.</summary>
    public IReadOnlyList<Parameter> Read(SpecNode? node)
    {
        if (node is null)
            return [new Parameter { Name = "model", Domain = new ConstantDomain("cnn") }];
        var families = new List<(string Name, Dictionary<string, Domain> Settings)>();
        IReadOnlyList<SpecNode> items = node is ListNode list ? list.Items : [node];
        if (items.Count == 0)
            errors.Add(node.Place, $"model is an empty list: name at least one of {string.Join(", ", KnownNames.Model.Words)}.");
        foreach (var item in items)
        {
            if (Family(item) is not { } family)
                continue;
            if (families.Any(other => other.Name == family.Name))
                errors.Add(item.Place, $"model lists {family.Name} twice: name it once and give its setting several values, such as width: {{ choice: [0.5, 1] }}.");
            else
                families.Add(family);
        }
        return Parameters(families);
    }

    private static List<Parameter> Parameters(List<(string Name, Dictionary<string, Domain> Settings)> families)
    {
        Domain model = families.Count == 1
            ? new ConstantDomain(families[0].Name)
            : new ChoiceDomain([.. families.Select(family => (ParameterValue)family.Name)]);
        var parameters = new List<Parameter> { new() { Name = "model", Domain = model } };
        foreach (var setting in families.SelectMany(family => family.Settings.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            var having = families.Where(family => family.Settings.ContainsKey(setting)).ToList();
            var first = having[0].Settings[setting];
            parameters.Add(new Parameter
            {
                Name = "model." + setting,
                Domain = first,
                When = families.Count == 1 ? [] : [new Condition("model", [.. having.Select(family => (ParameterValue)family.Name)])],
                Refinements = [.. having.Where(family => !family.Settings[setting].Equals(first))
                    .Select(family => new Refinement([new Condition("model", [family.Name])], family.Settings[setting]))],
            });
        }
        return parameters;
    }

    private (string Name, Dictionary<string, Domain> Settings)? Family(SpecNode item)
    {
        var settings = new Dictionary<string, Domain>(StringComparer.Ordinal);
        var name = item is MapNode named ? named.Find("family") : item;
        if (name is not ScalarNode scalar || scalar.IsEmpty)
        {
            errors.Add(item.Place, $"model is {item.Kind} without a family: write a name or {{ family: vgg, width: 0.5 }}; known are {string.Join(", ", KnownNames.Model.Words)}.");
            return null;
        }
        if (KnownNames.Model.Complaint(scalar.Text) is { } complaint)
        {
            errors.Add(scalar.Place, $"model is {scalar.Excerpt}, but {complaint}.");
            return null;
        }
        var family = KnownNames.Models.Single(known => known.Name == scalar.Text);
        foreach (var entry in (item as MapNode)?.Entries.Where(entry => entry.Key != "family") ?? [])
        {
            var path = $"model.{entry.Key}";
            if (family.Settings.FirstOrDefault(rule => rule.Name == entry.Key) is not { } rule)
                errors.Add(entry.Place, UnknownKey.Sentence(entry.Key, $"model {family.Name}", [.. family.Settings.Select(setting => setting.Name)]));
            else if (entry.Value is MapNode map && map.Find("when") is { } when)
                errors.Add(when.Place, $"{path}.when: a model's setting already depends on its family; remove when.");
            else if (domains.Read(entry.Value, path, path, rule) is { } parameter)
                settings[entry.Key] = parameter.Domain;
        }
        return (family.Name, settings);
    }
}
