using System.Globalization;
using System.Text.RegularExpressions;

namespace Search.Training.Checkpoints;

/// <summary>A trial's checkpoints: named by epoch, batch and attempt, the newest two kept.</summary>
/// <remarks>Two attempts never write the same name, so that one that was declared dead and lives on cannot damage its successor's.</remarks>
internal sealed partial class CheckpointFolder
{
    /// <summary>How many checkpoints a trial keeps.</summary>
    public const int Kept = 2;

    private readonly string folder;
    private readonly int attempt;
    private readonly HashSet<string> useless = new(StringComparer.Ordinal);

    /// <summary>Opens a folder, creating it where it is missing.</summary>
    public CheckpointFolder(string folder, int attempt)
    {
        this.folder = folder;
        this.attempt = attempt;
        Directory.CreateDirectory(folder);
        foreach (var unfinished in Directory.EnumerateFiles(folder, "*.checkpoint.tmp"))
            File.Delete(unfinished);
    }

    /// <summary>The name this attempt gives to a checkpoint.</summary>
    public string Name(int epoch, int batch) => string.Create(CultureInfo.InvariantCulture, $"e{epoch:D5}-b{batch:D7}-a{attempt:D4}.checkpoint");

    /// <summary>Writes a checkpoint durably, then deletes all others but the newest usable one.</summary>
    /// <returns>The file's name.</returns>
    public string Write(Checkpoint checkpoint)
    {
        var name = Name(checkpoint.Epoch, checkpoint.Batch);
        CheckpointFile.Write(Path.Combine(folder, name), checkpoint);
        var others = Newest().Where(other => other != name).ToLookup(useless.Contains);
        foreach (var old in others[true].Concat(others[false].Skip(Kept - 1)))
            File.Delete(Path.Combine(folder, old));
        return name;
    }

    /// <summary>The newest readable checkpoint of a request; null for none.</summary>
    /// <param name="identity">The request's identity; checkpoints of another one are passed over.</param>
    /// <param name="note">Takes a sentence for each file that was passed over.</param>
    public Checkpoint? Latest(string identity, Action<string> note)
    {
        foreach (var name in Newest())
        {
            try
            {
                var checkpoint = CheckpointFile.Read(Path.Combine(folder, name));
                if (checkpoint.Identity == identity)
                    return checkpoint;
                PassOver(name, "it belongs to another configuration, data set or schedule", note);
            }
            catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                PassOver(name, error.Message.TrimEnd('.'), note);
            }
        }
        return null;
    }

    /// <summary>True when a checkpoint of this name is there.</summary>
    public bool Has(string name) => File.Exists(Path.Combine(folder, name));

    private void PassOver(string name, string why, Action<string> note)
    {
        useless.Add(name);
        note($"Checkpoint {name} is passed over: {why}.");
    }

    /// <summary>The names of all checkpoints: the one farthest on first, of equals the latest attempt's.</summary>
    private List<string> Newest() =>
    [
        .. Directory.EnumerateFiles(folder, "*.checkpoint").Select(path => Path.GetFileName(path)!)
            .Where(name => NamePattern().IsMatch(name)).OrderDescending(StringComparer.Ordinal),
    ];

    [GeneratedRegex(@"^e\d{5}-b\d{7}-a\d{4,}\.checkpoint$")]
    private static partial Regex NamePattern();
}
