using Search.Specs.Keys;
using Search.Specs.Names;
using Search.Specs.Yaml;

namespace Search.Specs.Reading;

/// <summary>A section of the file under its table of keys. Making one reports every error that the table can see; the getters then give good values or null.</summary>
internal sealed class Section
{
    private readonly MapNode? map;
    private readonly string path;
    private readonly ErrorList errors;
    private readonly Dictionary<string, object> values = new(StringComparer.Ordinal);

    /// <param name="node">What stands there; null for nothing at all.</param>
    /// <param name="path">The keys that lead here, empty for the root.</param>
    /// <param name="keys">The keys it may have.</param>
    /// <param name="place">Where missing keys are reported when <paramref name="node"/> is null.</param>
    /// <param name="errors">Where errors go.</param>
    public Section(SpecNode? node, string path, IReadOnlyList<Key> keys, Place place, ErrorList errors)
    {
        (this.path, this.errors) = (path, errors);
        map = node as MapNode;
        if (node is not null && map is null)
        {
            errors.Add(node.Place, $"{path} is {node.Kind}, but must be a section with some of the keys {string.Join(", ", keys.Select(key => key.Name))}.");
            return;
        }
        foreach (var key in keys.Where(key => key.IsRequired && map?.Find(key.Name) is null && key.Kind != KeyKind.Section))
            errors.Add(node?.Place ?? place, $"{PathOf(key.Name)} is missing: {key.Description}");
        foreach (var entry in map?.Entries ?? [])
        {
            if (keys.FirstOrDefault(key => key.Name == entry.Key) is { } key)
                Check(key, entry.Value);
            else
                errors.Add(entry.Place, UnknownKey.Sentence(entry.Key, path, [.. keys.Select(key => key.Name)]));
        }
    }

    public SpecNode? Node(string name) => map?.Find(name) is { } node and not ScalarNode { IsEmpty: true } ? node : null;

    public string? Text(string name) => values.GetValueOrDefault(name) as string;

    public int? Integer(string name) => Number(name) is { } number ? (int)number : null;

    public double? Number(string name) => values.TryGetValue(name, out var value) ? (double)value : null;

    public long? Size(string name) => values.TryGetValue(name, out var value) ? (long)value : null;

    public TimeSpan? Duration(string name) => values.TryGetValue(name, out var value) ? (TimeSpan)value : null;

    /// <summary>The section behind a key; an empty one when there is none.</summary>
    public Section Sub(string name, IReadOnlyList<Key> keys) => new(Node(name), PathOf(name), keys, map?.Place ?? Place.At(1), errors);

    private string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private void Check(Key key, SpecNode node)
    {
        if (node is ScalarNode { IsEmpty: true })
        {
            errors.Add(node.Place, $"{PathOf(key.Name)} has no value: give it one or remove the line. {key.Description}");
            return;
        }
        if (key.LaterWord is { } later && node is ScalarNode word && word.Text == later)
        {
            errors.Add(node.Place, $"{PathOf(key.Name)}: {later} is not in this version; {key.Description}");
            values[key.Name] = later;
            return;
        }
        if (key.Kind is KeyKind.Section or KeyKind.Special)
            return;
        if (node is not ScalarNode scalar)
            errors.Add(node.Place, $"{PathOf(key.Name)} is {node.Kind}, but must be a single value. {key.Description}");
        else if (Complaint(key, scalar) is { } complaint)
            errors.Add(node.Place, $"{PathOf(key.Name)} is {scalar.Excerpt}, but {complaint}. {key.Description}");
    }

    // Keeps the value when it is good.
    private string? Complaint(Key key, ScalarNode scalar)
    {
        switch (key.Kind)
        {
            case KeyKind.Text:
                values[key.Name] = scalar.Text;
                return null;
            case KeyKind.Word:
                values[key.Name] = scalar.Text;
                return new ParameterRule(key.Name, ValueKind.Word, "") { Words = key.Words }.Complaint(scalar.Text);
            case KeyKind.Duration:
                if (DurationText.Parse(scalar.Text) is not { } span)
                    return "must be a span of time such as 45s, 30m, 2h or 1h30m";
                values[key.Name] = span;
                return null;
            case KeyKind.Size:
                if (SizeText.Parse(scalar.Text) is not { } bytes)
                    return "must be an amount of storage such as 500MB, 20GB or 1TiB";
                values[key.Name] = bytes;
                return null;
            default:
                return NumberComplaint(key, scalar);
        }
    }

    private string? NumberComplaint(Key key, ScalarNode scalar)
    {
        if (scalar.Number() is not { } number)
            return "must be a number";
        if (key.Kind == KeyKind.Integer && scalar.Integer() is null)
            return "must be a whole number";
        if (!key.Range.Contains(number))
            return $"must be {key.Range}";
        values[key.Name] = number;
        return null;
    }
}
