namespace Search.Specs.Yaml;

/// <summary>Where something was written: a line of the file, or an override.</summary>
internal readonly record struct Place(int? Line, string? Override)
{
    public static Place At(long line) => new((int)line, null);

    public static Place Of(string setting) => new(null, setting);

    /// <summary>As a part of a sentence about another place.</summary>
    public override string ToString() => Line is { } line ? FormattableString.Invariant($"line {line}") : Override is { } setting ? $"--set {setting}" : "the file";
}
