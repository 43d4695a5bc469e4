using System.Globalization;
using Search.Experiments;

namespace Search.Boards;

/// <summary>Names of an experiment's stages that tell a stage's second round from its first: <c>joint</c>, <c>joint#2</c>.</summary>
public static class StageLabels
{
    /// <summary>The label of the stage at an index of <see cref="ExperimentState.PlannedStages"/>.</summary>
    public static string Of(ExperimentState state, int index)
    {
        var name = state.PlannedStages[index];
        var round = state.PlannedStages.Take(index + 1).Count(other => other == name);
        return round == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}#{round}");
    }

    /// <summary>Labels of the stages begun so far, in order.</summary>
    public static IReadOnlyList<string> Begun(ExperimentState state) => [.. state.Stages.Select(stage => Of(state, stage.Index))];

    /// <summary>The stage begun that a label or a plain name (its latest round) means; null for none.</summary>
    public static StageState? Find(ExperimentState state, string label) =>
        state.Stages.LastOrDefault(stage => stage.Name == label) is { } latest && !label.Contains('#', StringComparison.Ordinal)
            ? latest
            : state.Stages.FirstOrDefault(stage => Of(state, stage.Index) == label || Of(state, stage.Index) + "#1" == label);
}
