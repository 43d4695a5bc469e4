using Search.Boards;

namespace Search.Client.Experiments;

/// <summary>The document of <c>list --json</c>.</summary>
/// <param name="Experiments">The newest first.</param>
/// <param name="Damaged">Those that cannot be read.</param>
internal sealed record ExperimentList(IReadOnlyList<ExperimentSummary> Experiments, IReadOnlyList<DamagedExperiment> Damaged);
