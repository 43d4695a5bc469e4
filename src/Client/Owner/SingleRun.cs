using Search.Experiments;
using Search.Spaces;
using Search.Specs;

namespace Search.Client.Owner;

/// <summary>One configuration of a sweep as a search of its own.</summary>
internal static class SingleRun
{
    /// <summary>The run that a sweep file, or a run's own file, becomes with the values given; what the sweep fixes need not be given.</summary>
    /// <param name="spec">What the file says.</param>
    /// <param name="values">Hyperparameters as <c>name=value</c>; they win over the file.</param>
    /// <exception cref="CommandException">Values are missing or wrong.</exception>
    public static ExperimentSpec Of(ExperimentSpec spec, IReadOnlyList<string> values)
    {
        if (spec.Data is null)
            throw CommandException.Usage("The sweep file has no data: give data.path, the folder that holds train/<class>.");
        // Written and read again, so that a run is held to the same rules whoever describes it.
        var text = SweepFile.WriteRun(spec, spec.Configuration ?? Fixed(spec.Space), spec.Run ?? new RunSpec(), spec.MaxEpochs);
        var reading = SweepFile.Read(text, Directory.GetCurrentDirectory(), [.. values.Select(value => "configuration." + value)]);
        return reading.Spec ?? throw CommandException.Usage(string.Join(Environment.NewLine, reading.Errors.Select(error => error.Message)));
    }

    /// <summary>The parameters that have one value in the space, whatever the others are.</summary>
    private static Configuration Fixed(SearchSpace space) => new(space.Parameters
        .Where(parameter => parameter.Domain is ConstantDomain && parameter.When.Count == 0)
        .Select(parameter => KeyValuePair.Create(parameter.Name, ((ConstantDomain)parameter.Domain).Value)));
}
