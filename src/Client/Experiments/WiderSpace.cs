using Search.Experiments;
using Search.Specs;

namespace Search.Client.Experiments;

/// <summary>The space of an experiment with what <c>--set</c> changes in it.</summary>
internal static class WiderSpace
{
    /// <summary>The wider space.</summary>
    /// <exception cref="CommandException">It is none; every error has a line of its own.</exception>
    public static SpaceWidened Of(ExperimentState state, IReadOnlyList<string> set, DateTimeOffset at)
    {
        foreach (var setting in set)
            if (!IsOfTheSpace(setting.Split('=')[0].Trim()))
                throw CommandException.Usage($"--set {setting}: only the space of a search can be changed later: give space.<name>=<domain>, such as \"space.dropout.uniform=[0, 0.9]\", or model=<families>; for anything else launch a new search.");
        var reading = SweepFile.Read(Text(state), Directory.GetCurrentDirectory(), set);
        if (reading.Spec is not { } spec)
            throw CommandException.Usage(string.Join(Environment.NewLine, reading.Errors));
        var to = new SpaceWidened(spec.Space, spec.Augmentation, spec.DefaultWeightDecay, at);
        if (SpaceWidening.Errors(state, to).ToArray() is { Length: > 0 } errors)
            throw CommandException.Usage(string.Join(Environment.NewLine, errors));
        if (SpaceWidening.Changes(state, to).Count == 0)
            throw CommandException.Usage($"{string.Join(", ", set)} is what {state.Id} searches already: give a wider domain, or leave --set out.");
        return to;
    }

    private static bool IsOfTheSpace(string key) =>
        key is "model" || key.StartsWith("model.", StringComparison.Ordinal) || key.StartsWith("space.", StringComparison.Ordinal);

    private static string Text(ExperimentState state)
    {
        try
        {
            return SweepFile.Write(state.Spec);
        }
        catch (ArgumentException error)
        {
            throw CommandException.Usage($"The space of {state.Id} cannot be widened: {error.Message}");
        }
    }
}
