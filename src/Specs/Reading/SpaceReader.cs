using System.Globalization;
using Search.Experiments;
using Search.Spaces;
using Search.Specs.Names;
using Search.Specs.Yaml;

namespace Search.Specs.Reading;

/// <summary>Joins <c>model</c>, <c>training</c> and <c>space</c> to the search space, filling in what the file leaves out.</summary>
/// <remarks>The parameters' order is that of <see cref="KnownNames"/>, not the file's: two files that say the same give the same search.</remarks>
internal sealed class SpaceReader(ErrorList errors)
{
    private readonly DomainReader domains = new(errors);
    private readonly Dictionary<string, (Parameter Parameter, Place Place)> given = new(StringComparer.Ordinal);
    private readonly HashSet<string> attempted = new(StringComparer.Ordinal);

    /// <summary>The techniques with their levels; set by <see cref="Read"/>.</summary>
    public IReadOnlyList<AugmentationLevels> Augmentation { get; private set; } = [];

    /// <summary>True when the file gives no weight decay; set by <see cref="Read"/>.</summary>
    public bool DefaultWeightDecay { get; private set; }

    public SearchSpace Read(SpecNode? model, SpecNode? training, SpecNode? space)
    {
        Training(training);
        var augmentation = Space(space);
        Augmentation = new AugmentationReader(errors).Read(augmentation);
        DefaultWeightDecay = !attempted.Contains("weightDecay");
        var parameters = new List<Parameter>(new ModelReader(errors).Read(model));
        foreach (var rule in KnownNames.Parameters)
        {
            if (given.TryGetValue(rule.Name, out var found))
                parameters.Add(found.Parameter);
            else if (!attempted.Contains(rule.Name) && Default(rule.Name, parameters) is { } standard)
                parameters.Add(standard);
        }
        var ordered = Ordered(parameters);
        CheckShrinkage(ordered);
        return new SearchSpace { Parameters = ordered };
    }

    /// <summary>A space of whatever parameters the file names, in its order.</summary>
    public SearchSpace ReadFree(SpecNode? space)
    {
        var parameters = new List<Parameter>();
        if (space is not null and not MapNode { Entries.Count: > 0 })
            errors.Add(space.Place, $"space is {(space is MapNode ? "empty" : space.Kind)}, but must be a section such as {{ x: {{ uniform: [0, 1] }} }}.");
        foreach (var entry in (space as MapNode)?.Entries ?? [])
        {
            attempted.Add(entry.Key);
            if (domains.Read(entry.Value, $"space.{entry.Key}", entry.Key, new ParameterRule(entry.Key, ValueKind.Any, "")) is not { } parameter)
                continue;
            given[entry.Key] = (parameter, entry.Place);
            parameters.Add(parameter);
        }
        return new SearchSpace { Parameters = Ordered(parameters) };
    }

    // Decoupled decay multiplies the weights by 1 − learning rate × weight decay; from 1 on they would change sign at every step.
    private void CheckShrinkage(List<Parameter> parameters)
    {
        var (rate, decay) = (parameters.Find(parameter => parameter.Name == "learningRate"), parameters.Find(parameter => parameter.Name == "weightDecay"));
        if (rate is null || decay is null || DefaultWeightDecay || !(Largest(rate) * Largest(decay) >= 1))
            return;
        errors.Add(PlaceOf(decay), string.Create(CultureInfo.InvariantCulture,
            $"weightDecay may be {Largest(decay)} and learningRate {Largest(rate)}, but their product must stay below 1: every step multiplies the weights by 1 − learningRate × weightDecay; lower one of them."));
    }

    private static double Largest(Parameter parameter) => parameter.Domain switch
    {
        ChoiceDomain choice => choice.Values.Max(value => value.Number),
        OrdinalDomain ordinal => ordinal.Values.Max(value => value.Number),
        var domain => domain.FromUnit(1).Number,
    };

    private void Training(SpecNode? node)
    {
        if (node is null)
            return;
        if (node is not MapNode map)
        {
            errors.Add(node.Place, $"training is {node.Kind}, but must be a section such as {{ batchSize: 64, schedule: cosine }}.");
            return;
        }
        foreach (var entry in map.Entries)
        {
            if (Rule(entry, "training") is not { } rule)
                continue;
            attempted.Add(entry.Key);
            if (entry.Value is not ScalarNode)
                errors.Add(entry.Value.Place, $"training.{entry.Key} is {entry.Value.Kind}, but must be a single value; what is to be searched stands in space.");
            else if (domains.Read(entry.Value, $"training.{entry.Key}", entry.Key, rule) is { } parameter)
                given[entry.Key] = (parameter, entry.Place);
        }
    }

    private SpecNode? Space(SpecNode? node)
    {
        if (node is null)
            return null;
        if (node is not MapNode map)
        {
            errors.Add(node.Place, $"space is {node.Kind}, but must be a section such as {{ dropout: {{ uniform: [0, 0.8] }} }}.");
            return null;
        }
        foreach (var entry in map.Entries.Where(entry => entry.Key != "augmentation"))
        {
            if (Rule(entry, "space") is not { } rule)
                continue;
            if (!attempted.Add(entry.Key))
                errors.Add(entry.Place, $"{entry.Key} stands in space and in training{(given.TryGetValue(entry.Key, out var other) ? $" ({other.Place})" : "")}: keep one of them.");
            else if (domains.Read(entry.Value, $"space.{entry.Key}", entry.Key, rule) is { } parameter)
                given[entry.Key] = (parameter, entry.Place);
        }
        return map.Find("augmentation");
    }

    private ParameterRule? Rule(MapEntry entry, string section)
    {
        if (KnownNames.Parameters.FirstOrDefault(rule => rule.Name == entry.Key) is { } rule)
            return rule;
        IReadOnlyList<string> known = [.. KnownNames.Parameters.Select(parameter => parameter.Name), .. section == "space" ? (string[])["augmentation"] : []];
        errors.Add(entry.Place, entry.Key == "model" || entry.Key.StartsWith("model.", StringComparison.Ordinal)
            ? $"{section}.{entry.Key}: the model stands outside {section}: model: vgg, model: [cnn, vgg], or model: {{ family: vgg, width: {{ choice: [0.5, 1] }} }}."
            : UnknownKey.Sentence(entry.Key, section, known));
        return null;
    }

    private static Parameter? Default(string name, List<Parameter> parameters)
    {
        Domain? domain = name switch
        {
            "optimizer" => new ConstantDomain("adam"),
            "learningRate" => new LogDomain(1e-5, 1e-1),
            "weightDecay" => new LogDomain(1e-5, 1, OrZero: true),
            "dropout" => new UniformDomain(0, 0.8),
            "batchSize" => new ConstantDomain(64),
            "schedule" => new ConstantDomain("cosine"),
            "labelSmoothing" => new ConstantDomain(0),
            _ => null,
        };
        if (domain is not null)
            return new Parameter { Name = name, Domain = domain };
        // Nobody means sgd without momentum by not mentioning it.
        return name == "momentum" && parameters.Find(parameter => parameter.Name == "optimizer") is { } optimizer && optimizer.Domain.Contains("sgd")
            ? new Parameter { Name = name, Domain = new ConstantDomain(0.9), When = optimizer.Domain is ConstantDomain ? [] : [new Condition("optimizer", ["sgd"])] }
            : null;
    }

    // Deciding parameters before those that depend on them, else as given.
    private List<Parameter> Ordered(List<Parameter> parameters)
    {
        var ordered = new List<Parameter>();
        var waiting = new List<Parameter>();
        foreach (var parameter in parameters)
            waiting.Add(Sound(parameter, parameters) ? parameter : parameter with { When = [] });
        while (waiting.Count > 0)
        {
            var next = waiting.Find(parameter => parameter.When.All(condition => ordered.Exists(decided => decided.Name == condition.Parameter)));
            if (next is null)
            {
                var circle = Circle(waiting);
                errors.Add(PlaceOf(circle[0]), $"when of {string.Join(" and ", circle.Select(parameter => parameter.Name))} go in a circle: remove one of them.");
                ordered.AddRange(waiting.Select(parameter => parameter with { When = [] }));
                break;
            }
            ordered.Add(next);
            waiting.Remove(next);
        }
        return ordered;
    }

    // Without those that only wait for the circle.
    private static List<Parameter> Circle(List<Parameter> waiting)
    {
        var circle = new List<Parameter>(waiting);
        while (circle.RemoveAll(parameter => !circle.Exists(other => other.When.Any(condition => condition.Parameter == parameter.Name))) > 0)
        {
        }
        return circle;
    }

    private bool Sound(Parameter parameter, List<Parameter> parameters)
    {
        var sound = true;
        foreach (var condition in parameter.When)
        {
            if (parameters.Find(other => other.Name == condition.Parameter) is { } deciding && deciding != parameter)
            {
                foreach (var value in condition.Values.Where(value => !deciding.Domain.Contains(value)))
                {
                    sound = false;
                    errors.Add(PlaceOf(parameter), $"space.{parameter.Name}.when: {condition.Parameter} is never {value}: it is {deciding.Domain}.");
                }
                continue;
            }
            sound = false;
            // A parameter that is known but has its own error is not reported twice.
            if (!attempted.Contains(condition.Parameter) || condition.Parameter == parameter.Name)
            {
                errors.Add(PlaceOf(parameter), condition.Parameter == parameter.Name
                    ? $"space.{parameter.Name}.when depends on itself: name another parameter."
                    : $"space.{parameter.Name}.when names {condition.Parameter}, which is not a parameter of this file{(Nearest.Of(condition.Parameter, parameters.Select(other => other.Name)) is { } near ? $": did you mean {near}?" : $": there are {string.Join(", ", parameters.Select(other => other.Name))}.")}");
            }
        }
        return sound;
    }

    private Place PlaceOf(Parameter parameter) => given.TryGetValue(parameter.Name, out var found) ? found.Place : default;
}
