using Search.Spaces;
using Search.Stages;

namespace Search.Experiments;

/// <summary>The rules by which a search's space may be exchanged in mid-search: for a wider one only, in which every trial so far has its place.</summary>
public static class SpaceWidening
{
    /// <summary>Why a space cannot take the place of an experiment's; empty when it can.</summary>
    /// <remarks>
    /// Every domain must hold all values of the former one. A trial counts with its value of a parameter that was fixed; a parameter that some trial would have needed and that had no value at
    /// all then cannot be added.
    /// </remarks>
    public static IEnumerable<string> Errors(ExperimentState state, SpaceWidened to)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(to);
        string[] errors = [.. Widening.Errors(state.Spec.Space, to.Space), .. AugmentationErrors(state, to)];
        return errors.Length > 0 ? errors : Misplaced(state, to);
    }

    /// <summary>What is different, one phrase for each parameter; empty when the space is the same.</summary>
    public static IReadOnlyList<string> Changes(ExperimentState state, SpaceWidened to)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(to);
        return [.. Widening.Changes(Whole(state.Spec.Space, state.Spec.Augmentation), Whole(to.Space, to.Augmentation))];
    }

    private static IEnumerable<string> AugmentationErrors(ExperimentState state, SpaceWidened to)
    {
        var (before, after) = (Whole(new SearchSpace { Parameters = [] }, state.Spec.Augmentation), Whole(new SearchSpace { Parameters = [] }, to.Augmentation));
        if (state.Spec.Stages.Contains(StageNames.Augmentation) && (Widening.Changes(before, after).Any() || before.Dimensions != after.Dimensions))
            return ["space.augmentation differs, but a stage of its own has decided on it or will: leave it as it was, or launch a new search."];
        return Widening.Errors(before, after);
    }

    /// <summary>Trials that would lack a value, or have one too many.</summary>
    private static IEnumerable<string> Misplaced(ExperimentState state, SpaceWidened to)
    {
        Trial[] trials = [.. state.Stages.Where(stage => stage.Name == StageNames.Joint).SelectMany(stage => stage.Trials)];
        var space = Whole(to.Space, state.Spec.Stages.Contains(StageNames.Augmentation) ? [] : to.Augmentation);
        foreach (var parameter in space.Parameters)
        {
            if (Array.Find(trials, trial => parameter.IsPresent(trial.Plan.Configuration) != trial.Plan.Configuration.Has(parameter.Name)) is not { } trial)
                continue;
            yield return trial.Plan.Configuration.Has(parameter.Name)
                ? $"{Widening.NameOf(parameter.Name)} would only be present when {string.Join(" and ", parameter.When)}, but trial {trial.Number} has it: widen when, or launch a new search."
                : $"{Widening.NameOf(parameter.Name)} would be new, but trial {trial.Number} has no value of it and none was fixed that it could count with: launch a new search.";
        }
    }

    private static SearchSpace Whole(SearchSpace space, IReadOnlyList<AugmentationLevels> augmentation) =>
        augmentation.Aggregate(space, (all, technique) => all.With(technique.ToParameter()));
}
