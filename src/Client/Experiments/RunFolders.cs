using System.Globalization;
using Search.Store.Home;

namespace Search.Client.Experiments;

/// <summary>Finds run folders by the end of their names, <c>…-&lt;experiment&gt;-&lt;trial&gt;</c>.</summary>
internal static class RunFolders
{
    /// <summary>All run folders of an experiment.</summary>
    public static IEnumerable<string> Of(HomeFolder home, string experiment) => Folders(home)
        .Where(folder => Path.GetFileName(folder) is var name
            && name.LastIndexOf('-') is > 0 and var end
            && int.TryParse(name.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && name.AsSpan(0, end).EndsWith("-" + experiment, StringComparison.Ordinal));

    /// <summary>The run folder of a trial; null when there is none.</summary>
    public static string? Of(HomeFolder home, string experiment, int trial) => Folders(home)
        .FirstOrDefault(folder => folder.EndsWith(string.Create(CultureInfo.InvariantCulture, $"-{experiment}-{trial}"), StringComparison.Ordinal));

    private static IEnumerable<string> Folders(HomeFolder home) => Directory.Exists(home.Runs)
        ? Directory.EnumerateDirectories(home.Runs).SelectMany(Directory.EnumerateDirectories)
        : [];
}
