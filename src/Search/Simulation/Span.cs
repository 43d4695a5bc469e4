using Search.Spaces;

namespace Search.Simulation;

/// <summary>Epochs of a trial that are asked for at once: up to where it may run now, no further.</summary>
public sealed record Span
{
    /// <summary>The trial's number.</summary>
    public required int Trial { get; init; }

    /// <summary>Its hyperparameters.</summary>
    public required Configuration Configuration { get; init; }

    /// <summary>The search's seed: picks the curve of a table and the noise of a function.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Part of the data it trains on, above 0, at most 1.</summary>
    public double Fraction { get; init; } = 1;

    /// <summary>The first epoch asked for, counted from 1.</summary>
    public required int FromEpoch { get; init; }

    /// <summary>The last epoch asked for.</summary>
    public required int ToEpoch { get; init; }

    /// <summary>Length of the trial's schedule: the last epoch it may ever reach.</summary>
    public required int Epochs { get; init; }
}
