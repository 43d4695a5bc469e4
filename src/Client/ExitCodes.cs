namespace Search.Client;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A search or command failed.</summary>
    public const int Failed = 1;

    /// <summary>Bad usage or input.</summary>
    public const int BadInput = 2;

    /// <summary>The cluster cannot be reached.</summary>
    public const int Unreachable = 3;

    /// <summary>No such experiment or trial.</summary>
    public const int NotFound = 4;

    /// <summary>Interrupted; can be resumed.</summary>
    public const int Interrupted = 130;
}
