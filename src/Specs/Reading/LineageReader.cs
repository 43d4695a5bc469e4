using Search.Experiments;
using Search.Spaces;
using Search.Specs.Keys;
using Search.Specs.Yaml;

namespace Search.Specs.Reading;

/// <summary>Reads <c>lineage:</c>, the configurations with which a fork's network was trained before its own.</summary>
internal sealed class LineageReader(ErrorList errors)
{
    /// <summary>The parts, oldest first; null for none.</summary>
    /// <param name="node">What stands behind the key; null for nothing.</param>
    /// <param name="own">The run's own configuration.</param>
    /// <param name="maxEpochs">The run's epochs.</param>
    public IReadOnlyList<LineagePart>? Read(SpecNode? node, Configuration own, int maxEpochs)
    {
        if (node is null)
            return null;
        if (node is not ListNode list)
        {
            errors.Add(node.Place, $"lineage is {node.Kind}, but must be a list such as [ {{ untilEpoch: 3, configuration: {{ learningRate: 1e-3 }} }} ].");
            return null;
        }
        var parts = new List<LineagePart>();
        foreach (var item in list.Items)
        {
            var section = new Section(item, "lineage", SweepKeys.Lineage, item.Place, errors);
            if (section.Integer("untilEpoch") is not { } epoch || section.Node("configuration") is not { } inner)
                continue;
            if (parts.Count > 0 && epoch <= parts[^1].UntilEpoch)
                errors.Add(item.Place, $"lineage.untilEpoch is {epoch}, but the part before it ends at {parts[^1].UntilEpoch}: put the parts in order, the oldest first.");
            if (epoch >= maxEpochs)
                errors.Add(item.Place, $"lineage.untilEpoch is {epoch}, but maxEpochs is {maxEpochs}, and the run's own configuration needs an epoch at least: lower untilEpoch or raise maxEpochs.");
            var configuration = new ConfigurationReader(errors).Read(inner, "lineage.configuration");
            foreach (var name in own.Concat(configuration).Select(pair => pair.Key).Where(IsOfNetwork).Distinct().Where(name => Text(own, name) != Text(configuration, name)))
                errors.Add(item.Place, $"lineage.configuration.{name} is {Text(configuration, name)}, but configuration.{name} is {Text(own, name)}: a network is trained on as it is, so they must be the same.");
            parts.Add(new LineagePart(configuration, epoch));
        }
        return parts.Count > 0 ? parts : null;
    }

    // What the weights and the optimizer's memory are shaped by.
    private static bool IsOfNetwork(string name) => name is "model" or "optimizer" || name.StartsWith("model.", StringComparison.Ordinal);

    private static string Text(Configuration configuration, string name) => configuration.TryGet(name, out var value) ? value.ToString() : "not given";
}
