using Search.Experiments;
using Search.Spaces;
using Search.Specs.Names;
using Search.Specs.Yaml;

namespace Search.Specs.Reading;

/// <summary>Reads <c>space.augmentation</c>: techniques with the levels to scan.</summary>
internal sealed class AugmentationReader(ErrorList errors)
{
    /// <summary>The word for no augmentation at all.</summary>
    public const string None = "none";

    public static IReadOnlyList<AugmentationLevels> Default { get; } =
        [.. KnownNames.Augmentations.Where(technique => technique.Levels.Count > 0).Select(technique => Of(technique, technique.Levels))];

    public IReadOnlyList<AugmentationLevels> Read(SpecNode? node)
    {
        if (node is null or ScalarNode { Text: "default" })
            return Default;
        if (node is ScalarNode { Text: None or "false" })
            return [];
        if (node is not MapNode map)
        {
            errors.Add(node.Place, $"space.augmentation is {node.Excerpt}, but must be default, none or techniques with their levels, such as {{ rotation: [0, 5, 15, 30] }}.");
            return [];
        }
        var techniques = new List<AugmentationLevels>();
        foreach (var entry in map.Entries)
        {
            if (KnownNames.Augmentations.FirstOrDefault(technique => technique.Name == entry.Key) is not { } technique)
                errors.Add(entry.Place, UnknownKey.Sentence(entry.Key, "space.augmentation", SweepNames.Augmentations));
            else if (Levels(entry.Value, technique.Rule) is { } levels)
                techniques.Add(Of(technique, levels));
        }
        return techniques;
    }

    private static AugmentationLevels Of(Technique technique, IReadOnlyList<ParameterValue> levels) => new(technique.Name, levels)
    {
        // A strength below a bound that it must not reach stays short of it.
        Limit = technique.Rule.Range is { High: < double.PositiveInfinity and var high, Below: var below } ? (below ? 0.99 : 1) * high : null,
    };

    private List<ParameterValue>? Levels(SpecNode node, ParameterRule rule)
    {
        var path = $"space.augmentation.{rule.Name}";
        IReadOnlyList<SpecNode> items = node switch
        {
            ListNode list => list.Items,
            ScalarNode => [node],
            _ => [],
        };
        if (items.Count == 0)
        {
            errors.Add(node.Place, $"{path} must be a list of levels, such as [{(rule.Kind == ValueKind.Flag ? "false, true" : "0, 0.1, 0.2")}], or a single fixed one.");
            return null;
        }
        var levels = new List<ParameterValue>();
        foreach (var item in items)
        {
            if (item.Value() is not { } value)
                errors.Add(item.Place, $"{path} lists {item.Kind}, but must list single levels.");
            else if (rule.Complaint(value) is { } complaint)
                errors.Add(item.Place, $"{path} lists {value}, but {complaint}. {rule.Description}");
            else if (levels.Contains(value))
                errors.Add(item.Place, $"{path} lists {value} twice: list it once.");
            else
                levels.Add(value);
        }
        return levels.Count == items.Count ? levels : null;
    }
}
