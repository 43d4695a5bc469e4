using Search.Boards;
using Search.Simulation;
using Search.Spaces;

namespace Search.Client.Simulations;

/// <summary>What <c>search simulate</c> found: the document of <c>--json</c>.</summary>
internal sealed record SimulationReport
{
    public required string Name { get; init; }

    /// <summary><c>function</c>, <c>curves</c> or <c>objective</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The function, file, command or address.</summary>
    public required string SourceName { get; init; }

    public required IReadOnlyList<ObjectiveView> Objectives { get; init; }

    public required string Sampler { get; init; }

    public required string Scheduler { get; init; }

    public required int Workers { get; init; }

    public required int MaxEpochs { get; init; }

    public required double Failures { get; init; }

    public required double Stragglers { get; init; }

    /// <summary>The corner that bounds hypervolumes, with the user's signs; null for a single objective.</summary>
    public required IReadOnlyList<double>? Reference { get; init; }

    public required IReadOnlyList<SimulationPoint> Points { get; init; }

    public required IReadOnlyList<SimulationRun> Runs { get; init; }
}

/// <summary>Where the searches stood once so many epochs were paid for.</summary>
/// <param name="Epochs">Epochs over all trials.</param>
/// <param name="Value">Of the incumbent, with the user's sign.</param>
/// <param name="Regret">Of the incumbent; null where the best there is is not known.</param>
/// <param name="Hypervolume">Of the front; null for a single objective.</param>
/// <param name="Seconds">Virtual time.</param>
internal sealed record SimulationPoint(long Epochs, Spread? Value, Spread? Regret, Spread? Hypervolume, Spread? Seconds);

/// <summary>A figure over all seeds.</summary>
/// <param name="Median">The median.</param>
/// <param name="Ci95">Its 95 % interval; null with fewer than six seeds.</param>
internal sealed record Spread(double Median, IReadOnlyList<double>? Ci95);

/// <summary>One seed's search.</summary>
internal sealed record SimulationRun
{
    public required ulong Seed { get; init; }

    public required string Status { get; init; }

    public required string? Reason { get; init; }

    /// <summary>Virtual seconds until its end.</summary>
    public required double Seconds { get; init; }

    public required IReadOnlyList<SimulatedTrial> Trials { get; init; }

    public required IReadOnlyList<SimulatedEvaluation> Evaluations { get; init; }

    public required IReadOnlyList<Incumbent> Incumbents { get; init; }

    /// <summary>Trials whose last values no other's dominate; null for a single objective.</summary>
    public required IReadOnlyList<FrontPoint>? Front { get; init; }

    /// <summary>Of the front; null for a single objective.</summary>
    public required double? Hypervolume { get; init; }
}

/// <summary>A trial of a simulated search.</summary>
internal sealed record SimulatedTrial(int Trial, Configuration Configuration, string State, int Epochs, double Fraction, string? Reason);
