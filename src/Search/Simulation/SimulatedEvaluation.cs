using System.Text.Json.Serialization;

namespace Search.Simulation;

/// <summary>One epoch that a simulated search paid for.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Epoch">The epoch, counted from 1.</param>
/// <param name="Seconds">Virtual time at which it was finished.</param>
/// <param name="Spent">Epochs paid for so far over all trials, this one included.</param>
/// <param name="Values">One value for each objective, with the user's sign; empty when the trial failed in this epoch.</param>
public sealed record SimulatedEvaluation(int Trial, int Epoch, double Seconds, long Spent, IReadOnlyList<double> Values)
{
    /// <summary>True when the trial failed in this epoch.</summary>
    [JsonIgnore]
    public bool IsFailure => Values.Count == 0;
}
