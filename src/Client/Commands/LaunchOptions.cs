namespace Search.Client.Commands;

/// <summary>What <c>search launch</c> was asked for.</summary>
internal sealed record LaunchOptions
{
    /// <summary>The sweep file; <c>-</c> for the process's input.</summary>
    public required string Spec { get; init; }

    /// <summary>Settings <c>key.path=value</c> that win over the file.</summary>
    public required IReadOnlyList<string> Set { get; init; }

    /// <summary>Earlier searches to start with, beside those that the file names.</summary>
    public IReadOnlyList<string> WarmStart { get; init; } = [];

    /// <summary>Trials at a time; null for the default.</summary>
    public required int? Slots { get; init; }

    /// <summary>True to return as soon as the search runs in a process of its own.</summary>
    public required bool Detach { get; init; }

    /// <summary>Loopback port of <c>/metrics</c>; null for none.</summary>
    public required int? MetricsPort { get; init; }
}
