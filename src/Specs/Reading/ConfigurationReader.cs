using Search.Experiments;
using Search.Spaces;
using Search.Specs.Names;
using Search.Specs.Yaml;

namespace Search.Specs.Reading;

/// <summary>Reads <c>configuration:</c>, the one configuration of a run, and completes what has a usual value.</summary>
internal sealed class ConfigurationReader(ErrorList errors)
{
    // Regularization that is not mentioned is off: a single run must do what its file says and nothing more.
    private static readonly Configuration Usual = new(
    [
        new("model", "cnn"), new("optimizer", "adam"), new("weightDecay", 0), new("dropout", 0),
        new("batchSize", 64), new("schedule", "cosine"), new("labelSmoothing", 0),
    ]);

    /// <summary>The configuration behind a key.</summary>
    /// <param name="node">What stands there.</param>
    /// <param name="path">The keys that lead there.</param>
    public Configuration Read(SpecNode node, string path = "configuration")
    {
        var values = new PointReader(errors).Values(node, path);
        var configuration = Usual.With(new Configuration(values.Select(entry => KeyValuePair.Create(entry.Name, entry.Value))));
        var model = configuration["model"];
        foreach (var (name, value, place) in values)
        {
            if (RuleOf(name, model) is not { } rule)
                errors.Add(place, UnknownKey.Sentence(name, path, [.. Names(model)]));
            else if (rule.Complaint(value) is { } complaint)
                errors.Add(place, $"{path}.{name} is {value}, but {complaint}. {rule.Description}");
        }
        if (!configuration.Has("learningRate"))
            errors.Add(node.Place, $"{path}.learningRate is missing: a single run needs one, such as learningRate: 1e-3.");
        if (configuration.Text("optimizer", "") == "sgd" && !configuration.Has("momentum"))
            configuration = configuration.With("momentum", 0.9);
        return configuration;
    }

    /// <summary>The space that holds just this configuration.</summary>
    public static SearchSpace SpaceOf(Configuration configuration) => new()
    {
        Parameters = [.. configuration
            .Where(pair => !pair.Key.StartsWith("augmentation.", StringComparison.Ordinal))
            .Select(pair => new Parameter { Name = pair.Key, Domain = new ConstantDomain(pair.Value) })],
    };

    /// <summary>The configuration's techniques, each with its one level.</summary>
    public static IReadOnlyList<AugmentationLevels> AugmentationOf(Configuration configuration) =>
        [.. KnownNames.Augmentations
            .Where(technique => configuration.Has("augmentation." + technique.Name))
            .Select(technique => new AugmentationLevels(technique.Name, [configuration["augmentation." + technique.Name]]))];

    private static ParameterRule? RuleOf(string name, ParameterValue model) =>
        name == "model" ? KnownNames.Model
        : KnownNames.Parameters.FirstOrDefault(rule => rule.Name == name)
        ?? KnownNames.Augmentations.FirstOrDefault(technique => "augmentation." + technique.Name == name)?.Rule
        ?? Settings(model).FirstOrDefault(rule => "model." + rule.Name == name);

    private static IEnumerable<string> Names(ParameterValue model) =>
        ["model", .. Settings(model).Select(rule => "model." + rule.Name), .. KnownNames.Parameters.Select(rule => rule.Name),
            .. KnownNames.Augmentations.Select(technique => "augmentation." + technique.Name)];

    private static IReadOnlyList<ParameterRule> Settings(ParameterValue model) =>
        model.IsText ? KnownNames.Models.FirstOrDefault(family => family.Name == model.Text)?.Settings ?? [] : [];
}
