namespace Search.Client;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A search or command failed.</summary>
    public const int Failed = 1;

    /// <summary>Bad usage or input.</summary>
    public const int Usage = 2;

    /// <summary>The cluster, or the owner of the home folder, cannot be reached.</summary>
    public const int Unreachable = 3;

    /// <summary>No such experiment or trial.</summary>
    public const int NotFound = 4;

    /// <summary>Ended by Ctrl-C or a signal.</summary>
    public const int Interrupted = 130;
}
