using System.Globalization;
using System.Text.RegularExpressions;

namespace Search.Training.Checkpoints;

/// <summary>A trial's checkpoints: named by epoch, batch and attempt, the newest two kept, and of those that others may fork from two more.</summary>
/// <remarks>Two attempts never write the same name, so that one that was declared dead and lives on cannot damage its successor's.</remarks>
internal sealed partial class CheckpointFolder
{
    /// <summary>How many checkpoints a trial keeps.</summary>
    public const int Kept = 2;

    private readonly string folder;
    private readonly int attempt;
    private readonly int forkInterval;
    private readonly HashSet<string> useless = new(StringComparer.Ordinal);

    /// <summary>Opens a folder, creating it where it is missing.</summary>
    /// <param name="folder">The trial's folder.</param>
    /// <param name="attempt">The attempt that writes.</param>
    /// <param name="forkInterval">Others may fork from the ends of epochs that are multiples of it; 0 for from none.</param>
    public CheckpointFolder(string folder, int attempt, int forkInterval = 0)
    {
        (this.folder, this.attempt, this.forkInterval) = (folder, attempt, forkInterval);
        Directory.CreateDirectory(folder);
        CheckpointRemoval.Unfinished(folder, attempt);
    }

    /// <summary>How many checkpoints it holds at most.</summary>
    public int Most => forkInterval > 0 ? 2 * Kept : Kept;

    /// <summary>The name this attempt gives to a checkpoint.</summary>
    public string Name(int epoch, int batch) => string.Create(CultureInfo.InvariantCulture, $"e{epoch:D5}-b{batch:D7}-a{attempt:D4}.checkpoint");

    /// <summary>Writes a checkpoint durably, then deletes all others but the newest usable one.</summary>
    /// <returns>The file's name.</returns>
    public string Write(Checkpoint checkpoint)
    {
        var name = Name(checkpoint.Epoch, checkpoint.Batch);
        CheckpointFile.Write(Path.Combine(folder, name), checkpoint);
        var others = Newest().Where(other => other != name).ToLookup(useless.Contains);
        foreach (var old in others[true].Concat(others[false].Skip(Kept - 1)).Except(others[false].Append(name).Where(IsFork).OrderDescending(StringComparer.Ordinal).Take(Kept)))
            File.Delete(Path.Combine(folder, old));
        return name;
    }

    /// <summary>The checkpoint at the end of an epoch in another trial's folder; null when there is none that is good for the same bits.</summary>
    /// <param name="folder">The other trial's folder; it may be written to at the same time.</param>
    /// <param name="epoch">Epochs finished.</param>
    /// <param name="identity">The other trial's identity.</param>
    /// <param name="fingerprint">The fingerprint that it must have been written under.</param>
    public static Checkpoint? EndOf(string folder, int epoch, string identity, string fingerprint)
    {
        if (!Directory.Exists(folder))
            return null;
        foreach (var path in Directory.EnumerateFiles(folder, string.Create(CultureInfo.InvariantCulture, $"e{epoch:D5}-b{0:D7}-a*.checkpoint")).OrderDescending(StringComparer.Ordinal))
        {
            try
            {
                if (CheckpointFile.Read(path) is var checkpoint && checkpoint.Identity == identity && checkpoint.Fingerprint == fingerprint)
                    return checkpoint;
            }
            catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                // Deleted meanwhile, or damaged: those epochs are trained anew, with the same bits.
            }
        }
        return null;
    }

    private bool IsFork(string name) =>
        forkInterval > 0 && int.Parse(name.AsSpan(1, 5), CultureInfo.InvariantCulture) % forkInterval == 0 && name.AsSpan(7, 8).SequenceEqual("b0000000");

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
