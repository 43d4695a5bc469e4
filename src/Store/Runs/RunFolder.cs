using System.Globalization;
using Search.Store.Home;

namespace Search.Store.Runs;

/// <summary>The files of one run that every trial has: <c>config.yaml</c> and <c>log.csv</c>. For people; the journal is the truth.</summary>
/// <remarks>One writer at a time. Writing the same again changes nothing, so whoever resumes a trial may simply write.</remarks>
public sealed class RunFolder
{
    /// <summary>The run's folder under the home folder; <paramref name="name"/> is made by <see cref="RunName"/>. Creates nothing.</summary>
    public RunFolder(HomeFolder home, string name) => Root = Path.Combine(home.Runs, name);

    /// <summary>The run folders of all trials of an experiment: those whose names end in <c>-&lt;experiment&gt;-&lt;trial&gt;</c>.</summary>
    public static IEnumerable<string> All(HomeFolder home, string experiment) => Folders(home, $"*-{experiment}-*").Where(folder => IsOf(Path.GetFileName(folder.AsSpan()), experiment));

    /// <summary>The run folder of one trial, absolute; null when there is none.</summary>
    public static string? Find(HomeFolder home, string experiment, int trial) =>
        Folders(home, string.Create(CultureInfo.InvariantCulture, $"*-{experiment}-{trial}")).FirstOrDefault();

    /// <summary>The folder, absolute.</summary>
    public string Root { get; }

    /// <summary>The file that repeats the run when it is launched.</summary>
    public string ConfigFile => Path.Combine(Root, "config.yaml");

    /// <summary>The measurements, one line per epoch.</summary>
    public string LogFile => Path.Combine(Root, "log.csv");

    /// <summary>Writes <c>config.yaml</c>, all of it or nothing.</summary>
    /// <exception cref="StoreUnavailableException">The folder cannot be written.</exception>
    public void WriteConfiguration(string yaml) => Guarded(ConfigFile, () =>
    {
        Directory.CreateDirectory(Root);
        if (!File.Exists(ConfigFile) || File.ReadAllText(ConfigFile) != yaml)
            Replace(ConfigFile, yaml);
    });

    /// <summary>Adds an epoch to <c>log.csv</c>; an epoch that is there already is replaced. A cut-off last line is mended.</summary>
    /// <exception cref="StoreUnavailableException">The folder cannot be written.</exception>
    public void WriteEpoch(EpochLine line) => WriteEpochs([line]);

    /// <summary>Adds several epochs, as after a resume; see <see cref="WriteEpoch"/>.</summary>
    /// <exception cref="StoreUnavailableException">The folder cannot be written.</exception>
    public void WriteEpochs(IReadOnlyList<EpochLine> lines) => Guarded(LogFile, () =>
    {
        Directory.CreateDirectory(Root);
        var (known, whole) = ReadLog();
        var last = known.Count == 0 ? 0 : known.Keys[^1];
        var added = new SortedList<int, EpochLine>();
        foreach (var line in lines)
            known[line.Epoch] = added[line.Epoch] = line;
        if (whole && added.Keys.All(epoch => epoch > last))
            File.AppendAllText(LogFile, Text(added.Values));
        else
            Replace(LogFile, EpochLine.Header + "\n" + Text(known.Values));
    });

    private static IEnumerable<string> Folders(HomeFolder home, string pattern) => Directory.Exists(home.Runs)
        ? Directory.EnumerateDirectories(home.Runs).SelectMany(dataset => Directory.EnumerateDirectories(dataset, pattern))
        : [];

    // A pattern cannot say that what follows is a number and no more.
    private static bool IsOf(ReadOnlySpan<char> name, string experiment) =>
        name.LastIndexOf('-') is > 0 and var end
        && int.TryParse(name[(end + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out _)
        && name[..end].EndsWith("-" + experiment, StringComparison.Ordinal);

    private static string Text(IEnumerable<EpochLine> lines) => string.Concat(lines.Select(line => line.ToCsv() + "\n"));

    private (SortedList<int, EpochLine> Known, bool Whole) ReadLog()
    {
        var known = new SortedList<int, EpochLine>();
        if (!File.Exists(LogFile))
            return (known, false);
        var text = File.ReadAllText(LogFile);
        var lines = text.Split('\n');
        // A process killed in mid-line leaves no line end: that line's last number may lack digits.
        var whole = text.EndsWith('\n') && lines[0] == EpochLine.Header;
        foreach (var line in lines.Skip(1).SkipLast(1))
        {
            if (EpochLine.Parse(line) is { } epoch)
                known[epoch.Epoch] = epoch;
            else
                whole = false;
        }
        return (known, whole);
    }

    private static void Replace(string path, string text)
    {
        var draft = path + ".new";
        File.WriteAllText(draft, text);
        File.Move(draft, path, overwrite: true);
    }

    private static void Guarded(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"{path} cannot be written ({failure.Message}): free some space or change the permissions, then resume.", failure);
        }
    }
}
