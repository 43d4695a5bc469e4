using Search.Specs.Names;

namespace Search.Specs.Reading;

/// <summary>What to say about a key that is not known.</summary>
internal static class UnknownKey
{
    public static string Sentence(string key, string path, IReadOnlyList<string> known)
    {
        var full = path.Length == 0 ? key : $"{path}.{key}";
        if (KnownNames.LaterKeys.Contains(key, StringComparer.OrdinalIgnoreCase))
            return $"{full} is not in this version: remove it.";
        var list = known.Count == 0 ? "there are none here" : $"known here are {string.Join(", ", known)}";
        return Nearest.Of(key, known) is { } near
            ? $"{full} is not a known key: did you mean {near}? ({list})"
            : $"{full} is not a known key: {list}.";
    }
}
