namespace Search.Store.Home;

/// <summary>The folder that holds everything Search keeps. It may be moved as a whole: nothing in it names its own place.</summary>
public sealed class HomeFolder
{
    private HomeFolder(string path) => Root = path;

    /// <summary>The folder itself, absolute.</summary>
    public string Root { get; }

    /// <summary>The experiments' journals.</summary>
    public string Experiments => Path.Combine(Root, "experiments");

    /// <summary>One folder per run, for people to look into.</summary>
    public string Runs => Path.Combine(Root, "runs");

    /// <summary>Decoded images; may be deleted at any time.</summary>
    public string Cache => Path.Combine(Root, "cache");

    /// <summary>The file whose lock the owner of the folder holds.</summary>
    public string LockFile => Path.Combine(Root, "lock");

    /// <summary>The file that names the owner's gateway.</summary>
    public string GatewayFile => Path.Combine(Root, "gateway.json");

    /// <summary>The checkpoints of one experiment.</summary>
    public string Checkpoints(string experiment) => Path.Combine(Root, "checkpoints", experiment);

    /// <summary>The checkpoints of one trial.</summary>
    public string Checkpoints(string experiment, int trial) =>
        Path.Combine(Checkpoints(experiment), trial.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Finds the folder: <paramref name="option"/> if given, else the variable SEARCH_HOME, else <c>.search</c> in the user's own folder. Creates nothing.</summary>
    /// <param name="option">The value of <c>--home</c>, or null.</param>
    /// <param name="variable">Reads an environment variable; null for one that is not set.</param>
    /// <exception cref="StoreUnavailableException">Nothing names a folder.</exception>
    public static HomeFolder Resolve(string? option, Func<string, string?> variable)
    {
        if (!string.IsNullOrWhiteSpace(option))
            return new HomeFolder(Path.GetFullPath(option));
        if (variable("SEARCH_HOME") is { } named && !string.IsNullOrWhiteSpace(named))
            return new HomeFolder(Path.GetFullPath(named));
        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        return user.Length > 0
            ? new HomeFolder(Path.Combine(user, ".search"))
            : throw new StoreUnavailableException("There is no home folder: neither --home nor SEARCH_HOME is given and the user has no folder; give --home DIR.");
    }

    /// <summary>Makes the folder and its parts where they are missing.</summary>
    /// <exception cref="StoreUnavailableException">A part cannot be made; the sentence names it and the ways out.</exception>
    public void Create()
    {
        foreach (var folder in (ReadOnlySpan<string>)[Root, Experiments, Runs, Cache, Path.Combine(Root, "checkpoints")])
        {
            try
            {
                Directory.CreateDirectory(folder);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new StoreUnavailableException(
                    $"The folder {folder} cannot be made ({failure.Message}): choose another home with --home DIR or SEARCH_HOME.", failure);
            }
        }
    }
}
