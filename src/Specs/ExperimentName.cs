namespace Search.Specs;

/// <summary>The rule for an experiment's name, the first part of its identifier.</summary>
internal static class ExperimentName
{
    public const int Longest = 64;

    public static bool IsGood(string name) =>
        name.Length is > 0 and <= Longest && char.IsAsciiLetterOrDigit(name[0]) && name.All(IsAllowed);

    /// <summary>A good name after a data folder.</summary>
    public static string From(string path)
    {
        var name = new string([.. Path.GetFileName(Path.TrimEndingDirectorySeparator(path)).Select(c => IsAllowed(c) ? c : '-')]).TrimStart('-', '_');
        return name.Length == 0 ? "search" : name[..Math.Min(name.Length, Longest)];
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
