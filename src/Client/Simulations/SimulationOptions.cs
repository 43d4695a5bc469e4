using Search.Simulation;

namespace Search.Client.Simulations;

/// <summary>How the searches are run.</summary>
/// <param name="Workers">Trials at a time.</param>
/// <param name="Seeds">Searches, each with the next seed.</param>
/// <param name="Settings">What goes wrong.</param>
/// <param name="Reference">The corner for hypervolumes, with the user's signs; null for the worst values observed.</param>
internal sealed record SimulationOptions(int Workers, int Seeds, SimulatorSettings Settings, IReadOnlyList<double>? Reference);
