using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Search.Specs.Names;
using Search.Specs.Reading;

namespace Search.Specs.Keys;

/// <summary>The JSON schema of sweep files, made from the tables that reading follows.</summary>
internal static class SweepSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text() => Root("Sweep file", "A hyperparameter search. Only data.path is required.", SweepKeys.Root).ToJsonString(Indented) + "\n";

    public static string SimulationText() =>
        Root("File for search simulate", "A search on any objective. The space and one of objective and objectives are required.", SimulationKeys.Root).ToJsonString(Indented) + "\n";

    private static JsonObject Root(string title, string description, IReadOnlyList<Key> keys)
    {
        var root = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = title,
            ["description"] = description,
        };
        foreach (var (key, value) in Object(keys))
            root[key] = value?.DeepClone();
        var (all, used) = (Definitions(), new JsonObject());
        Gather(root, all, used);
        root["$defs"] = used;
        return root;
    }

    /// <summary>The definitions that something refers to, in the order of <see cref="Definitions"/>.</summary>
    private static void Gather(JsonObject root, JsonObject all, JsonObject used)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<JsonNode>([root]);
        while (open.TryDequeue(out var node))
            foreach (var (name, definition) in all)
                if (!wanted.Contains(name) && node.ToJsonString().Contains($"\"#/$defs/{name}\"", StringComparison.Ordinal) && wanted.Add(name))
                    open.Enqueue(definition!);
        foreach (var (name, definition) in all)
            if (wanted.Contains(name))
                used[name] = definition!.DeepClone();
    }

    private static JsonObject Definitions() => new()
    {
        ["objective"] = AnyOf(Words([.. KnownNames.Objectives.Keys]), Object(SweepKeys.Objective)),
        ["objectives"] = List(AnyOf(Words([.. KnownNames.SeveralObjectives.Keys]), Object(SweepKeys.OneObjective))),
        ["model"] = AnyOf(Reference("family"), List(Reference("family"))),
        ["family"] = AnyOf([Words(KnownNames.Model.Words), .. KnownNames.Models.Select(Family)]),
        ["training"] = Properties(KnownNames.Parameters.Select(rule => (rule.Name, Described(Value(rule), rule.Description)))),
        ["space"] = Properties(
            [.. KnownNames.Parameters.Select(rule => (rule.Name, Described(Domain(rule), rule.Description))),
                ("augmentation", AnyOf(Words([AugmentationReader.None, "default"]), Constant(false),
                    Properties(KnownNames.Augmentations.Select(technique => (technique.Name, Described(AnyOf(Value(technique.Rule), List(Value(technique.Rule))), technique.Rule.Description))))))]),
        ["constraints"] = List(Types("string")),
        ["freeObjective"] = AnyOf(Words([.. KnownNames.Objectives.Keys]), Object(SimulationKeys.Objective)),
        ["freeObjectives"] = List(Reference("freeObjective")),
        ["freeSpace"] = new JsonObject { ["type"] = "object", ["minProperties"] = 1, ["additionalProperties"] = Domain(new ParameterRule("", ValueKind.Any, "")) },
        ["freePoints"] = List(new JsonObject { ["type"] = "object", ["additionalProperties"] = Types("number", "string", "boolean") }),
        ["seedPoints"] = List(Point()),
        ["configuration"] = Point(),
        ["lineage"] = List(Object(SweepKeys.Lineage)),
        ["warmStart"] = AnyOf(Types("string"), List(Types("string"))),
        ["stages"] = AnyOf(Words(["default", .. SweepNames.Stages]), List(Words(SweepNames.Stages))),
        ["sampler"] = AnyOf([Words([.. KnownNames.Samplers.Select(rule => rule.Name)]), .. KnownNames.Samplers.Select(Component)]),
        ["scheduler"] = AnyOf([Words([.. KnownNames.Schedulers.Select(rule => rule.Name)]), .. KnownNames.Schedulers.Select(Component)]),
        ["gain"] = AnyOf(Words([GainReader.Noise]), Number(false, SweepKeys.Gain)),
        ["seed"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
        ["when"] = new JsonObject { ["type"] = "object", ["minProperties"] = 1, ["additionalProperties"] = AnyOf(Types("number", "string", "boolean"), List(Types("number", "string", "boolean"))) },
    };

    private static JsonObject Object(IReadOnlyList<Key> keys)
    {
        var schema = Properties(keys.Select(key => (key.Name, Described(Schema(key), key.Description))));
        if (keys.Where(key => key.IsRequired).Select(key => (JsonNode)key.Name).ToArray() is { Length: > 0 } required)
            schema["required"] = new JsonArray(required);
        return schema;
    }

    private static JsonObject Schema(Key key) => key.Kind switch
    {
        KeyKind.Text => Types("string", "number", "boolean"),
        KeyKind.Word => Words(key.Words),
        KeyKind.Duration => new JsonObject { ["type"] = "string", ["pattern"] = DurationText.Pattern },
        KeyKind.Size => new JsonObject { ["type"] = "string", ["pattern"] = SizeText.Pattern },
        KeyKind.Section => Object(key.Keys),
        KeyKind.Special => Reference(key.Definition),
        _ => Number(key.Kind == KeyKind.Integer, key.Range),
    };

    private static JsonObject Value(ParameterRule rule) => rule.Kind switch
    {
        ValueKind.Word => Words(rule.Words),
        ValueKind.Flag => Types("boolean"),
        ValueKind.Any => Types("number", "string", "boolean"),
        _ => Number(rule.Kind == ValueKind.Integer, rule.Range),
    };

    private static JsonObject Domain(ParameterRule rule)
    {
        var forms = new List<JsonObject> { Value(rule), List(Value(rule)) };
        foreach (var kind in DomainReader.KindsFor(rule.Kind))
            forms.Add(Form(kind, rule));
        return AnyOf([.. forms]);
    }

    private static JsonObject Form(string kind, ParameterRule rule)
    {
        var body = kind switch
        {
            "value" => Value(rule),
            "choice" or "ordinal" => List(Value(rule)),
            _ => Pair(rule.Kind == ValueKind.Any ? Types("number") : Value(rule)),
        };
        var properties = new List<(string, JsonObject)> { (kind, body), ("when", Reference("when")) };
        if (DomainReader.TakesStep(kind))
            properties.Add(("step", Number(kind == "int", new NumberRange(0) { Above = true })));
        if (DomainReader.TakesZero(kind))
            properties.Add(("orZero", Types("boolean")));
        var form = Properties(properties);
        form["required"] = new JsonArray((JsonNode)kind);
        return form;
    }

    private static JsonObject Family(ModelFamily family)
    {
        var schema = Properties([("family", Words([family.Name])), .. family.Settings.Select(rule => (rule.Name, Described(Domain(rule), rule.Description)))]);
        schema["required"] = new JsonArray("family");
        return schema;
    }

    private static JsonObject Component(ComponentRule rule)
    {
        var settings = Properties(rule.Settings.Select(setting => (setting.Name, Described(Value(setting), setting.Description))));
        var schema = Properties([(rule.Name, settings)]);
        schema["required"] = new JsonArray((JsonNode)rule.Name);
        return schema;
    }

    private static JsonObject Point() => Properties(
        [("model", AnyOf(Value(KnownNames.Model), new JsonObject { ["type"] = "object" })),
            .. KnownNames.Models.SelectMany(family => family.Settings).DistinctBy(rule => rule.Name).Select(rule => ("model." + rule.Name, Value(rule))),
            .. KnownNames.Parameters.Select(rule => (rule.Name, Value(rule))),
            ("augmentation", Properties(KnownNames.Augmentations.Select(technique => (technique.Name, Value(technique.Rule))))),
            .. KnownNames.Augmentations.Select(technique => ("augmentation." + technique.Name, Value(technique.Rule)))]);

    private static JsonObject Properties(IEnumerable<(string Name, JsonObject Schema)> properties)
    {
        var all = new JsonObject();
        foreach (var (name, schema) in properties)
            all[name] = schema;
        return new JsonObject { ["type"] = "object", ["properties"] = all, ["additionalProperties"] = false };
    }

    private static JsonObject Number(bool whole, NumberRange range)
    {
        var schema = Types(whole ? "integer" : "number");
        if (double.IsFinite(range.Low))
            schema[range.Above ? "exclusiveMinimum" : "minimum"] = range.Low;
        if (double.IsFinite(range.High))
            schema[range.Below ? "exclusiveMaximum" : "maximum"] = range.High;
        return schema;
    }

    private static JsonObject Described(JsonObject schema, string description)
    {
        schema["description"] = description;
        return schema;
    }

    private static JsonObject Words(IReadOnlyList<string> words) => new() { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };

    private static JsonObject Constant(bool value) => new() { ["const"] = value };

    private static JsonObject Types(params string[] types) =>
        new() { ["type"] = types is [var one] ? one : new JsonArray([.. types.Select(type => (JsonNode)type)]) };

    private static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject Pair(JsonObject items) => new() { ["type"] = "array", ["items"] = items, ["minItems"] = 2, ["maxItems"] = 2 };

    private static JsonObject AnyOf(params JsonObject[] forms) => new() { ["anyOf"] = new JsonArray([.. forms]) };

    private static JsonObject Reference(string definition) => new() { ["$ref"] = "#/$defs/" + definition };
}
