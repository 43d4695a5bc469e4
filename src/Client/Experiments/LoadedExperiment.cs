using Search.Experiments;

namespace Search.Client.Experiments;

/// <summary>An experiment as its journal tells it.</summary>
/// <param name="Journal">All its events.</param>
/// <param name="State">Their fold.</param>
internal sealed record LoadedExperiment(IReadOnlyList<ExperimentEvent> Journal, ExperimentState State);
