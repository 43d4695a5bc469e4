using Search.Store.Home;
using Search.Store.Runs;

namespace Search.Client.Experiments;

/// <summary>Finds run folders by the end of their names, <c>…-&lt;experiment&gt;-&lt;trial&gt;</c>.</summary>
internal static class RunFolders
{
    /// <summary>All run folders of an experiment.</summary>
    public static IEnumerable<string> Of(HomeFolder home, string experiment) => RunFolder.All(home, experiment);

    /// <summary>The run folder of a trial; null when there is none.</summary>
    public static string? Of(HomeFolder home, string experiment, int trial) => RunFolder.Find(home, experiment, trial);
}
