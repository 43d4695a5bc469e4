using Search.Objectives;
using Search.Randomness;
using Search.Spaces;
using Search.Stages;

namespace Search.Experiments;

/// <summary>Which trials of earlier experiments a new search starts with.</summary>
/// <remarks>
/// Those of the joint stages that were compared. Within its own experiment a trial stands by its rank: more data first, then the deeper rung, then the value; by fronts
/// where there are several objectives. Of several trials with one configuration the best counts. Parameters that the new space lacks or fixes are dropped; what then lies outside its
/// domains, or breaks its constraints however its further parameters are drawn, is left out. The best <see cref="Most"/> are taken, more than can go first: a later stage may rule some out.
/// </remarks>
/// <param name="Start">What is taken.</param>
/// <param name="Found">How many different configurations the earlier experiments tried.</param>
/// <param name="Outside">How many of them lie outside the new space.</param>
public sealed record WarmStartSelection(WarmStart Start, int Found, int Outside)
{
    /// <summary>Most trials that are taken.</summary>
    public const int Most = 20;

    private const int Draws = 20;

    /// <summary>Why an earlier experiment cannot be used, with the remedy; null when it can.</summary>
    /// <param name="spec">The new search.</param>
    /// <param name="source">The earlier one.</param>
    public static string? Refusal(ExperimentSpec spec, ExperimentState source)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(source);
        if (!source.Spec.Objectives.SequenceEqual(spec.Objectives))
            return $"warmStart names {source.Id}, which optimised {Names(source.Spec)}, but this search optimises {Names(spec)}: name a search with the same objective, or change objective.";
        return !Finished(source).Any()
            ? $"warmStart names {source.Id}, which has no finished trial of a joint stage yet: let it run first, or remove it from warmStart."
            : null;
    }

    /// <summary>What a new search takes from earlier ones.</summary>
    /// <param name="spec">The new search.</param>
    /// <param name="sources">The earlier ones, none of which is refused.</param>
    public static WarmStartSelection Of(ExperimentSpec spec, IReadOnlyList<ExperimentState> sources)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(sources);
        var space = spec.JointSpace();
        var (taken, outside) = (new List<WarmTrial>(), 0);
        foreach (var source in sources)
        {
            var seen = new HashSet<Configuration>();
            foreach (var (trial, standing) in Standings(source))
            {
                var configuration = Searched(spec, space, trial.Plan.Configuration);
                if (!seen.Add(configuration))
                    continue;
                if (Complete(space, configuration, Seeds.Derive(spec.Seed, "warmStart", trial.Number)) is null)
                    outside++;
                else
                    taken.Add(new WarmTrial(source.Id, configuration, standing));
            }
        }
        WarmTrial[] best = [.. taken.OrderBy(trial => trial.Standing).Take(Most)]; // stable: the experiment named first goes first
        return new WarmStartSelection(new WarmStart { From = [.. sources.Select(source => source.Id)], Trials = best }, taken.Count + outside, outside);
    }

    /// <summary>A configuration with the values that it has, its other parameters drawn; null when no draw lies in the space.</summary>
    internal static Configuration? Complete(SearchSpace space, Configuration values, ulong seed)
    {
        var random = new SearchRandom(seed);
        for (var draw = 0; draw < Draws; draw++)
            if (space.FromUnit([.. Enumerable.Range(0, space.Dimensions).Select(_ => random.NextDouble())], values) is var complete && !space.Errors(complete).Any())
                return complete;
        return null;
    }

    /// <summary>The values of what the new search searches, too. A default weight decay has no range of its own to be outside of: it follows the data's size.</summary>
    private static Configuration Searched(ExperimentSpec spec, SearchSpace space, Configuration configuration) => new(configuration.Where(pair =>
        space.Find(pair.Key) is { Domain: not ConstantDomain and var domain } && (pair.Key != WeightDecayRange.Parameter || !spec.DefaultWeightDecay || domain.Contains(pair.Value))));

    private static IEnumerable<(Trial Trial, double Standing)> Standings(ExperimentState source)
    {
        Trial[] ranked = [.. Finished(source).OrderByDescending(trial => trial.Plan.Fraction).ThenByDescending(trial => trial.Epoch).ThenBy(trial => trial.Value).ThenBy(trial => trial.Number)];
        if (source.Spec.OtherObjectives is not null)
            ranked = [.. ParetoFronts.Ranked([.. ranked.Select(trial => source.Spec.ToInternal(trial.Measurements[^1]))]).Select(index => ranked[index])];
        return ranked.Select((trial, rank) => (trial, (rank + 0.5) / ranked.Length));
    }

    /// <summary>Trials that were compared and have a value.</summary>
    private static IEnumerable<Trial> Finished(ExperimentState source) => source.Stages.Where(stage => stage.Name == StageNames.Joint).SelectMany(stage => stage.Trials)
        .Where(trial => trial.State is TrialState.Completed or TrialState.Stopped or TrialState.PausedAtRung && !double.IsNaN(trial.Value));

    private static string Names(ExperimentSpec spec) => string.Join(", ", spec.Objectives.Select(objective => $"{objective.Name} ({objective.Direction})"));
}
