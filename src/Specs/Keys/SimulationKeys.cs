using Search.Specs.Yaml;
using static Search.Specs.Keys.KeyKind;

namespace Search.Specs.Keys;

/// <summary>All keys of a file without data, whose objective a simulation brings.</summary>
internal static class SimulationKeys
{
    public const string UsualName = "simulation";

    public static IReadOnlyList<Key> Objective { get; } =
    [
        new("name", Text, "What the objective reports.") { IsRequired = true },
        new("direction", Word, "Whether larger or smaller is better.") { Words = ["maximize", "minimize"], IsRequired = true },
    ];

    public static IReadOnlyList<Key> Root { get; } =
    [
        new("name", Text, "The search's name; simulation if not given."),
        new("objective", Special, "What is optimised, with its direction.") { Definition = "freeObjective" },
        new("objectives", Special, "What is optimised when it is several things; the first one ranks where only one can.") { Definition = "freeObjectives" },
        new("space", Special, "The parameters to search, by any names.") { Definition = "freeSpace", IsRequired = true },
        new("constraints", Special, "Rules between parameters, such as \"a * b <= 1\"; configurations that break one are never tried.") { Definition = "constraints" },
        new("seedPoints", Special, "Configurations tried first; parameters left out are sampled.") { Definition = "freePoints" },
        new("stages", Special, "[joint], if given: there is no other stage without data.") { Definition = "stages" },
        .. SweepKeys.Root.Where(key => key.Name is "sampler" or "scheduler" or "maxEpochs" or "promote" or "trial" or "budget" or "seed"),
    ];

    /// <summary>What stands for <c>stages</c> where it is not given.</summary>
    public static SpecNode Stages(Place place) => new ScalarNode(place, "joint", true);
}
