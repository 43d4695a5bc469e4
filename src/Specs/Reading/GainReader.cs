using Search.Experiments;
using Search.Specs.Keys;
using Search.Specs.Yaml;

namespace Search.Specs.Reading;

/// <summary>Reads <c>budget.gain</c>, and says where it and <c>budget.gainPerHour</c> have no meaning.</summary>
internal sealed class GainReader(ErrorList errors)
{
    /// <summary>The word for the noise of a single value.</summary>
    public const string Noise = "noise";

    /// <summary>The least gain, or whether it is the noise.</summary>
    public (double? Gain, bool AboveNoise) Read(SpecNode? node)
    {
        if (node is null)
            return (null, false);
        if (node is ScalarNode { Text: Noise })
            return (null, true);
        if (node.Number() is { } number && SweepKeys.Gain.Contains(number))
            return (number, false);
        errors.Add(node.Place, $"budget.gain is {node.Excerpt}, but must be the word {Noise} or a number {SweepKeys.Gain}, in units of the objective.");
        return (null, false);
    }

    /// <summary>Reports why the keys have no meaning in a specification.</summary>
    public void Check(ExperimentSpec spec, SpecNode? budget)
    {
        foreach (var entry in (budget as MapNode)?.Entries.Where(entry => entry.Key is "gain" or "gainPerHour") ?? [])
            if (WhyNot(spec) is { } reason)
                errors.Add(entry.Place, $"budget.{entry.Key} {reason}, or remove budget.{entry.Key}.");
    }

    private static string? WhyNot(ExperimentSpec spec) =>
        spec.Objectives.Count > 1 ? "is about the value of one objective, but objectives lists several: give one objective"
        : !spec.Stages.Contains("joint") ? $"ends the stage joint, but the stages are {string.Join(", ", spec.Stages)}: add joint to them"
        : spec.Scheduler.Name is "pbt" or "pb2" ? $"stops new configurations, but scheduler {spec.Scheduler.Name} proposes none after its first population: choose another scheduler"
        : spec.Sampler.Name == "grid" ? "stops new configurations, but sampler grid is there to try all of them: choose another sampler"
        : null;
}
