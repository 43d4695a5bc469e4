using Search.Store;

namespace Search.Client.Owner;

/// <summary>What the owner says, and where.</summary>
internal sealed record OwnerConsole
{
    /// <summary>Results: standard output.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Progress and remarks: standard error, silent under <c>--quiet</c>.</summary>
    public required TextWriter Progress { get; init; }

    /// <summary>Errors: standard error, always.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Shows a running experiment until it rests or the token ends it.</summary>
    public required Func<IExperimentStore, string, CancellationToken, Task> Watch { get; init; }

    /// <summary>Shows how far the decoding of images is; null for no one.</summary>
    public Action<int, int>? Decoding { get; init; }

    /// <summary>Asks a yes-or-no question of a person at a terminal; null when there is none.</summary>
    public Func<string, bool>? Ask { get; init; }
}
