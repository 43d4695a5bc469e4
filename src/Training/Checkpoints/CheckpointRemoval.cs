using System.Globalization;
using System.Text.RegularExpressions;

namespace Search.Training.Checkpoints;

/// <summary>Removes checkpoints that a trial needs no more.</summary>
public static partial class CheckpointRemoval
{
    /// <summary>Deletes the checkpoints of an attempt and of all before it; those of later attempts stay, whether or not they are being written.</summary>
    /// <param name="folder">The trial's folder; nothing happens when it does not exist.</param>
    /// <param name="attempt">The newest attempt whose checkpoints go.</param>
    /// <exception cref="IOException">A file could not be deleted.</exception>
    public static void UpTo(string folder, int attempt) => Remove(folder, "*", attempt);

    /// <summary>Deletes what an attempt and those before it left unfinished; a later one may be writing at this moment.</summary>
    internal static void Unfinished(string folder, int attempt) => Remove(folder, "*.checkpoint.tmp", attempt);

    private static void Remove(string folder, string pattern, int attempt)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder, pattern))
            if (Attempt().Match(Path.GetFileName(file)) is { Success: true } match && int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) <= attempt)
                File.Delete(file);
    }

    [GeneratedRegex(@"-a(\d{4,9})\.")]
    private static partial Regex Attempt();
}
