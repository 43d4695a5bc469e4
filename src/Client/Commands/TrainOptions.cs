namespace Search.Client.Commands;

/// <summary>What <c>search train</c> was asked for.</summary>
internal sealed record TrainOptions
{
    /// <summary>The sweep file, or a run's <c>config.yaml</c>; <c>-</c> for the process's input.</summary>
    public required string Spec { get; init; }

    /// <summary>Hyperparameters as <c>name=value</c>; empty when the file holds a configuration.</summary>
    public required IReadOnlyList<string> Configuration { get; init; }

    /// <summary>Settings <c>key.path=value</c> that win over the file.</summary>
    public required IReadOnlyList<string> Set { get; init; }

    /// <summary>Loopback port of <c>/metrics</c>; null for none.</summary>
    public required int? MetricsPort { get; init; }
}
