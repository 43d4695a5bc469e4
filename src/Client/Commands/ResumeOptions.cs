namespace Search.Client.Commands;

/// <summary>What <c>search resume</c> was asked for.</summary>
internal sealed record ResumeOptions
{
    /// <summary>The experiment's whole identifier.</summary>
    public required string Experiment { get; init; }

    /// <summary>Trials at a time; null for the default.</summary>
    public required int? Slots { get; init; }

    /// <summary>Loopback port of <c>/metrics</c>; null for none.</summary>
    public required int? MetricsPort { get; init; }
}
