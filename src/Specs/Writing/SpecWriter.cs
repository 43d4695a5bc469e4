using System.Globalization;
using System.Text;
using Search.Experiments;
using Search.Spaces;
using Search.Specs.Names;
using Search.Specs.Reading;
using Search.Specs.Yaml;

namespace Search.Specs.Writing;

/// <summary>Writes a specification as a sweep file, every value spelled out.</summary>
internal sealed class SpecWriter
{
    private readonly StringBuilder text = new();

    public static string Write(ExperimentSpec spec)
    {
        var data = spec.Data ?? throw new ArgumentException("The experiment has no images, so no sweep file describes it.", nameof(spec));
        var writer = new SpecWriter();
        writer.Line("name", YamlText.Of(spec.Name));
        writer.Data(data);
        if (spec.OtherObjectives is null)
            writer.Line("objective", spec.Objective.Name);
        else
            writer.Line("objectives", $"[{string.Join(", ", spec.Objectives.Select(objective => objective.Name))}]");
        if (spec.Configuration is { } configuration)
            writer.Run(configuration, spec.Run ?? new RunSpec());
        else
            writer.Search(spec);
        writer.Line("stages", $"[{string.Join(", ", spec.Stages)}]");
        writer.Common(spec);
        writer.Line("priority", Whole(spec.Priority));
        writer.Line("weight", YamlText.Of(spec.Weight));
        writer.Line("seed", spec.Seed.ToString(CultureInfo.InvariantCulture));
        return writer.text.ToString();
    }

    public static string WriteSimulation(ExperimentSpec spec)
    {
        if (spec is not { Data: null, Configuration: null, Augmentation: [], Stages: ["joint"] })
            throw new ArgumentException("Only a search of the joint stage without data has such a file: write a sweep file instead.", nameof(spec));
        var writer = new SpecWriter();
        writer.Line("name", YamlText.Of(spec.Name));
        if (spec.OtherObjectives is null)
            writer.Line("objective", Objective(spec.Objective));
        else
            writer.Line("objectives", $"[{string.Join(", ", spec.Objectives.Select(Objective))}]");
        writer.text.Append("space:\n");
        foreach (var parameter in spec.Space.Parameters)
            writer.Line("  " + YamlText.Of(parameter.Name), DomainText.Of(parameter));
        writer.Constraints(spec.Space);
        writer.SeedPoints(spec.SeedPoints);
        writer.Common(spec);
        writer.Line("seed", spec.Seed.ToString(CultureInfo.InvariantCulture));
        return writer.text.ToString();
    }

    private void Common(ExperimentSpec spec)
    {
        Line("sampler", Component(spec.Sampler));
        Line("scheduler", Component(spec.Scheduler));
        Line("maxEpochs", Whole(spec.MaxEpochs));
        Line("promote", $"{{ top: {Whole(spec.Promote.Top)}, repeats: {Whole(spec.Promote.Repeats)} }}");
        Line("trial", Flow(("timeout", Span(spec.Trial.Timeout)), ("device", spec.Trial.Device), ("retries", Whole(spec.Trial.Retries))));
        Line("budget", Flow(("trials", Whole(spec.Budget.Trials)), ("epochs", Whole(spec.Budget.Epochs)), ("time", Span(spec.Budget.Time)),
            ("gain", spec.Budget.GainAboveNoise ? GainReader.Noise : Real(spec.Budget.Gain)), ("gainPerHour", Real(spec.Budget.GainPerHour)), ("disk", SizeText.Of(spec.Budget.Disk))));
    }

    private void Data(DataSpec data)
    {
        text.Append("data:\n");
        Line("  path", YamlText.Of(data.Path));
        Line("  imageSize", Whole(data.ImageSize));
        if (data.LimitTrain is { } limit)
            Line("  limit", Flow(("train", Whole(limit))));
        if (data.Groups is { } groups)
            Line("  groups", YamlText.Of(groups));
        Line("  sample", Flow(("train", Whole(data.SampleTrain)), ("valid", Whole(data.SampleValid))));
        Line("  valid", Flow(("fraction", YamlText.Of(data.ValidFraction))));
        if (data.TestFraction is { } test)
            Line("  test", Flow(("fraction", YamlText.Of(test))));
        Line("  maxUnreadable", YamlText.Of(data.MaxUnreadable));
    }

    private void Run(Configuration configuration, RunSpec run)
    {
        text.Append("configuration:\n");
        foreach (var (name, value) in configuration)
            Line("  " + name, YamlText.Of(value));
        if (run.Lineage is { } lineage)
        {
            text.Append("lineage:\n");
            foreach (var part in lineage)
                text.Append("  - ").Append(Flow(("untilEpoch", Whole(part.UntilEpoch)), ("configuration", Point(part.Configuration)))).Append('\n');
        }
        Line("run", Flow(("trainImages", Whole(run.TrainImages)), ("validImages", Whole(run.ValidImages)), ("repeat", Whole(run.Repeat))));
    }

    private void Search(ExperimentSpec spec)
    {
        Line("model", ModelText.Of(spec.Space));
        text.Append("space:\n");
        foreach (var parameter in spec.Space.Parameters.Where(parameter => !ModelText.IsModel(parameter)))
        {
            if (KnownNames.Parameters.All(rule => rule.Name != parameter.Name) || parameter.Refinements.Count > 0)
                throw new ArgumentException($"The parameter {parameter.Name} has no form in a sweep file.", nameof(spec));
            if (parameter.Name != "weightDecay" || !spec.DefaultWeightDecay)
                Line("  " + parameter.Name, DomainText.Of(parameter));
        }
        if (spec.Augmentation.Count == 0)
        {
            Line("  augmentation", AugmentationReader.None);
        }
        else
        {
            text.Append("  augmentation:\n");
            foreach (var technique in spec.Augmentation)
                Line("    " + technique.Technique, DomainText.List(technique.Levels));
        }
        Constraints(spec.Space);
        SeedPoints(spec.SeedPoints);
        WarmStart(spec.WarmStart);
    }

    private void WarmStart(IReadOnlyList<string>? experiments)
    {
        if (experiments is { Count: > 0 })
            Line("warmStart", $"[{string.Join(", ", experiments.Select(experiment => YamlText.Of(experiment)))}]");
    }

    private void Constraints(SearchSpace space)
    {
        if (space.Constraints is { Count: > 0 } constraints)
            Line("constraints", $"[{string.Join(", ", constraints.Select(constraint => YamlText.Of(constraint.ToString())))}]");
    }

    private void SeedPoints(IReadOnlyList<Configuration> points)
    {
        if (points.Count == 0)
            return;
        text.Append("seedPoints:\n");
        foreach (var point in points)
            text.Append("  - ").Append(Point(point)).Append('\n');
    }

    private static string Point(Configuration point) => Flow([.. point.Select(pair => (YamlText.Of(pair.Key), (string?)YamlText.Of(pair.Value)))]);

    private static string Objective(ObjectiveSpec objective) => $"{{ name: {YamlText.Of(objective.Name)}, direction: {objective.Direction} }}";

    private void Line(string key, string value) => text.Append(key).Append(": ").Append(value).Append('\n');

    private static string Component(ComponentSpec component) => component.Settings.Count == 0
        ? component.Name
        : $"{{ {component.Name}: {Flow([.. component.Settings.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, (string?)YamlText.Of(pair.Value)))])} }}";

    private static string Flow(params (string Key, string? Value)[] entries)
    {
        var given = entries.Where(entry => entry.Value is not null).Select(entry => $"{entry.Key}: {entry.Value}").ToList();
        return given.Count == 0 ? "{}" : $"{{ {string.Join(", ", given)} }}";
    }

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string? Whole(long? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string? Real(double? value) => value is { } given ? YamlText.Of(given) : null;

    private static string? Span(TimeSpan? span) => span is { } given ? DurationText.Of(given) : null;
}
