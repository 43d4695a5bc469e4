using Search.Spaces;
using Search.Specs.Names;
using Search.Specs.Yaml;

namespace Search.Specs.Reading;

/// <summary>Reads a parameter's domain and its conditions, and holds them against the parameter's rule.</summary>
internal sealed class DomainReader(ErrorList errors)
{
    public static IReadOnlyList<string> Kinds { get; } = ["uniform", "log", "reverseLog", "int", "logInt", "choice", "ordinal", "value"];

    private static readonly string[] Extras = ["step", "orZero", "when"];

    /// <summary>The kinds of domain that suit a kind of value.</summary>
    public static IEnumerable<string> KindsFor(ValueKind kind) => kind switch
    {
        ValueKind.Number or ValueKind.Any => Kinds,
        ValueKind.Integer => ["int", "logInt", "choice", "ordinal", "value"],
        _ => ["choice", "ordinal", "value"],
    };

    public static bool TakesStep(string kind) => kind is "uniform" or "int";

    public static bool TakesZero(string kind) => kind == "log";

    /// <summary>The parameter, or null when an error was added.</summary>
    /// <param name="node">The domain, a single value or a list.</param>
    /// <param name="path">How the author names it: <c>space.dropout</c>.</param>
    /// <param name="name">The parameter's name in a configuration.</param>
    /// <param name="rule">What its values may be.</param>
    public Parameter? Read(SpecNode node, string path, string name, ParameterRule rule)
    {
        var domain = Domain(node, path);
        if (domain is null || !Fits(domain, node.Place, path, rule))
            return null;
        var when = (node as MapNode)?.Find("when");
        return new Parameter { Name = name, Domain = domain, When = when is null ? [] : Conditions(when, path) };
    }

    private Domain? Domain(SpecNode node, string path)
    {
        switch (node)
        {
            case ScalarNode when node.Value() is { } value:
                return new ConstantDomain(value);
            case ListNode list:
                return Values(list, path) is { } values ? Checked(new ChoiceDomain(values), node.Place, path) : null;
            case MapNode map:
                return Mapped(map, path);
            default:
                errors.Add(node.Place, $"{path} has no value: give it a domain such as {{ uniform: [0, 1] }}, a list or a single value.");
                return null;
        }
    }

    private Domain? Mapped(MapNode map, string path)
    {
        var unknown = map.Entries.Where(entry => !Kinds.Contains(entry.Key) && !Extras.Contains(entry.Key)).ToList();
        foreach (var entry in unknown)
            errors.Add(entry.Place, UnknownKey.Sentence(entry.Key, path, [.. Kinds, .. Extras]));
        var kinds = map.Entries.Where(entry => Kinds.Contains(entry.Key)).ToList();
        if (kinds.Count == 0 && unknown.Count > 0)
            return null;
        if (kinds.Count != 1)
        {
            errors.Add(map.Place, kinds.Count == 0
                ? $"{path} has no domain: give one of {string.Join(", ", Kinds)}."
                : $"{path} has {kinds.Count} domains ({string.Join(", ", kinds.Select(kind => kind.Key))}): give one.");
            return null;
        }
        var (kind, node) = (kinds[0].Key, kinds[0].Value);
        Only(map, "step", TakesStep(kind), path, kind);
        Only(map, "orZero", TakesZero(kind), path, kind);
        var domain = kind switch
        {
            "choice" or "ordinal" => Listed(kind, node, path),
            "value" => Single(node, path),
            "int" or "logInt" => Whole(kind, node, map, path),
            _ => Continuous(kind, node, map, path),
        };
        return domain is null ? null : Checked(domain, node.Place, path);
    }

    private Domain? Listed(string kind, SpecNode node, string path)
    {
        if (node is not ListNode list)
        {
            errors.Add(node.Place, $"{path}.{kind} is {node.Kind}, but must be a list of values.");
            return null;
        }
        return Values(list, path) is not { } values ? null : kind == "choice" ? new ChoiceDomain(values) : new OrdinalDomain(values);
    }

    private ConstantDomain? Single(SpecNode node, string path)
    {
        if (node.Value() is { } value)
            return new ConstantDomain(value);
        errors.Add(node.Place, $"{path}.value is {node.Kind}, but must be a single value.");
        return null;
    }

    private Domain? Continuous(string kind, SpecNode node, MapNode map, string path)
    {
        if (Ends(kind, node, path) is not var (lowNode, highNode))
            return null;
        if (lowNode.Number() is not { } low || highNode.Number() is not { } high)
        {
            errors.Add(node.Place, $"{path}.{kind} is [{lowNode.Excerpt}, {highNode.Excerpt}], but must be two numbers.");
            return null;
        }
        double? step = null;
        if (map.Find("step") is { } stepNode && (step = stepNode.Number()) is null)
        {
            errors.Add(stepNode.Place, $"{path}.step is {stepNode.Excerpt}, but must be a number.");
            return null;
        }
        return kind switch
        {
            "uniform" => new UniformDomain(low, high, step),
            "log" => new LogDomain(low, high, OrZero(map, path)),
            _ => new ReverseLogDomain(low, high),
        };
    }

    private Domain? Whole(string kind, SpecNode node, MapNode map, string path)
    {
        if (Ends(kind, node, path) is not var (lowNode, highNode))
            return null;
        if (lowNode.Integer() is not { } low || highNode.Integer() is not { } high)
        {
            errors.Add(node.Place, $"{path}.{kind} is [{lowNode.Excerpt}, {highNode.Excerpt}], but must be two whole numbers; for others use {(kind == "int" ? "uniform" : "log")}.");
            return null;
        }
        var step = map.Find("step") is { } stepNode ? stepNode.Integer() : 1;
        if (step is null)
        {
            errors.Add(map.Find("step")!.Place, $"{path}.step is {map.Find("step")!.Excerpt}, but must be a whole number.");
            return null;
        }
        return kind == "int" ? new IntDomain(low, high, step.Value) : new LogIntDomain(low, high);
    }

    private (SpecNode Low, SpecNode High)? Ends(string kind, SpecNode node, string path)
    {
        if (node is ListNode { Items: [var low, var high] })
            return (low, high);
        errors.Add(node.Place, node is ListNode list
            ? $"{path}.{kind} has {list.Items.Count} numbers, but must have two: the smallest and the largest value; for single values use choice."
            : $"{path}.{kind} is {node.Kind}, but must be two numbers: [smallest, largest].");
        return null;
    }

    private bool OrZero(MapNode map, string path)
    {
        if (map.Find("orZero") is not { } node)
            return false;
        if (node.Value() is { IsFlag: true } flag)
            return flag.Flag;
        errors.Add(node.Place, $"{path}.orZero is {node.Excerpt}, but must be true or false.");
        return false;
    }

    private void Only(MapNode map, string extra, bool applies, string path, string kind)
    {
        if (!applies && map.Find(extra) is { } node)
            errors.Add(node.Place, $"{path}.{extra} does not go with {kind}: remove it.");
    }

    private List<ParameterValue>? Values(ListNode list, string path)
    {
        var values = new List<ParameterValue>();
        foreach (var item in list.Items)
        {
            if (item.Value() is { } value)
                values.Add(value);
            else
                errors.Add(item.Place, $"{path} lists {item.Kind}, but must list single values.");
        }
        return values.Count == list.Items.Count ? values : null;
    }

    private Domain? Checked(Domain domain, Place place, string path)
    {
        string[] wrong = [.. domain.Errors()];
        foreach (var error in wrong)
            errors.Add(place, $"{path}: {error}");
        return wrong.Length == 0 ? domain : null;
    }

    private bool Fits(Domain domain, Place place, string path, ParameterRule rule)
    {
        IEnumerable<ParameterValue> outer = domain switch
        {
            ConstantDomain constant => [constant.Value],
            ChoiceDomain choice => choice.Values,
            OrdinalDomain ordinal => ordinal.Values,
            _ => [domain.FromUnit(0), domain.FromUnit(1)],
        };
        if (rule.Kind is (ValueKind.Word or ValueKind.Flag) && domain is not (ConstantDomain or ChoiceDomain or OrdinalDomain))
        {
            errors.Add(place, $"{path} is {domain}, but has no numbers: give a choice of {(rule.Kind == ValueKind.Flag ? "true, false" : string.Join(", ", rule.Words))}.");
            return false;
        }
        if (rule.Kind == ValueKind.Integer && domain is (UniformDomain or LogDomain or ReverseLogDomain))
        {
            errors.Add(place, $"{path} is {domain}, but must be whole: use int or logInt.");
            return false;
        }
        var good = true;
        foreach (var value in outer)
        {
            if (rule.Complaint(value) is not { } complaint)
                continue;
            good = false;
            errors.Add(place, $"{path} {(domain is ConstantDomain ? "is" : "contains")} {value}, but {complaint}. {rule.Description}");
        }
        return good;
    }

    private List<Condition> Conditions(SpecNode node, string path)
    {
        var conditions = new List<Condition>();
        if (node is not MapNode map || map.Entries.Count == 0)
        {
            errors.Add(node.Place, $"{path}.when is {node.Kind}, but must name a parameter and its values, such as {{ optimizer: sgd }}.");
            return conditions;
        }
        foreach (var entry in map.Entries)
        {
            var values = entry.Value is ListNode list ? Values(list, $"{path}.when.{entry.Key}") : entry.Value.Value() is { } value ? [value] : null;
            if (values is { Count: > 0 })
                conditions.Add(new Condition(entry.Key, values));
            else
                errors.Add(entry.Value.Place, $"{path}.when.{entry.Key} must be a value or a list of values.");
        }
        return conditions;
    }
}
