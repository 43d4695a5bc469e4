using Search.Experiments;
using Search.Simulation.Functions;
using Search.Spaces;
using Search.Specs;

namespace Search.Client.Simulations;

/// <summary>What of a file can be simulated: its joint stage.</summary>
internal static class SimulationSpec
{
    /// <summary>The specification in a file, or in the input for <c>-</c>.</summary>
    /// <exception cref="CommandException">Something is wrong with it; every error has a line of its own.</exception>
    public static ExperimentSpec Read(string path, IReadOnlyList<string> set, TextReader input)
    {
        var reading = path == "-" ? SweepFile.ReadSimulation(input.ReadToEnd(), Directory.GetCurrentDirectory(), set) : SweepFile.ReadSimulationFile(path, set);
        var spec = reading.Spec ?? throw CommandException.Usage(string.Join(Environment.NewLine, reading.Errors));
        return spec.Configuration is null ? JointStage(spec) : throw CommandException.Usage($"{path} describes a single run, which has nothing to search: give a file with a space.");
    }

    /// <summary>The search on a test function: space and objective are the function's own.</summary>
    public static ExperimentSpec On(ExperimentSpec spec, TestFunction function) => spec with
    {
        Space = function.Space,
        SeedPoints = [],
        Objective = new ObjectiveSpec(function.Name, Maximize: false),
        OtherObjectives = null,
    };

    private static ExperimentSpec JointStage(ExperimentSpec spec) => spec with
    {
        Data = null,
        Stages = ["joint"],
        Space = spec.Augmentation.Aggregate(spec.Space, (space, technique) => space.With(new Parameter
        {
            Name = technique.Parameter,
            Domain = technique.Levels.Count == 1 ? new ConstantDomain(technique.Levels[0]) : new OrdinalDomain(technique.Levels),
        })),
        Augmentation = [],
        DefaultWeightDecay = false,
    };
}
