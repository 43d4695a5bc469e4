namespace Search.Specs.Yaml;

/// <summary>One key of a map.</summary>
internal sealed record MapEntry(string Key, Place Place, SpecNode Value);
