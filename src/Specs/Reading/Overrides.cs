using Search.Specs.Yaml;

namespace Search.Specs.Reading;

/// <summary>Applies <c>--set key.path=value</c> to the file's nodes before they are read.</summary>
internal static class Overrides
{
    public static MapNode Apply(MapNode root, IReadOnlyList<string> settings, ErrorList errors)
    {
        foreach (var setting in settings)
        {
            var split = setting.IndexOf('=', StringComparison.Ordinal);
            var place = Place.Of(setting);
            if (split <= 0 || split == setting.Length - 1)
                errors.Add(place, "this must be key.path=value, such as data.limit.train=500.");
            else if (YamlReader.Read(setting[(split + 1)..], errors, setting) is { } value)
                root = Set(root, setting[..split].Trim(), place, value, errors);
        }
        return root;
    }

    private static MapNode Set(MapNode map, string path, Place place, SpecNode value, ErrorList errors)
    {
        // A key may itself hold a dot, as augmentation.rotation does in a configuration.
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || map.Find(path) is not null)
            return map.With(path, place, value);
        var key = path[..dot];
        switch (map.Find(key))
        {
            case null or ScalarNode { IsEmpty: true }:
                return map.With(key, place, Set(new MapNode(place, []), path[(dot + 1)..], place, value, errors));
            case MapNode inner:
                return map.With(key, map.Entries.First(entry => entry.Key == key).Place, Set(inner, path[(dot + 1)..], place, value, errors));
            case var other:
                errors.Add(place, $"{key} is {other.Excerpt} and has no keys: set {key} as a whole.");
                return map;
        }
    }
}
