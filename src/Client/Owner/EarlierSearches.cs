using Search.Client.Output;
using Search.Experiments;

namespace Search.Client.Owner;

/// <summary>Reads what a new search takes from earlier ones of the home folder.</summary>
internal static class EarlierSearches
{
    /// <summary>The specification with whole identifiers, and what is taken; null where it names none.</summary>
    /// <exception cref="CommandException">One of them does not exist, or cannot be used.</exception>
    public static async Task<(ExperimentSpec Spec, WarmStart? Start)> ReadAsync(CommandContext context, ExperimentSpec spec, CancellationToken cancellationToken)
    {
        if (spec.WarmStart is not { Count: > 0 } words)
            return (spec, null);
        var sources = new List<ExperimentState>();
        foreach (var word in words)
        {
            var id = await context.Library.ResolveAsync(word, cancellationToken);
            if (sources.All(known => known.Id != id))
                sources.Add((await context.Library.LoadAsync(id, cancellationToken)).State);
        }
        string[] refusals = [.. sources.Select(source => WarmStartSelection.Refusal(spec, source)).OfType<string>()];
        if (refusals.Length > 0)
            throw CommandException.Usage(string.Join(Environment.NewLine, refusals));
        var selection = WarmStartSelection.Of(spec, sources);
        context.Note(Sentence(selection));
        return (spec with { WarmStart = selection.Start.From }, selection.Start);
    }

    private static string Sentence(WarmStartSelection selection) =>
        $"Warm start from {string.Join(", ", selection.Start.From)}: "
        + (selection.Start.Trials.Count == 0
            ? $"none of {Format.Count(selection.Found, "configuration")} lies in this space, so nothing is used."
            : $"the best of {Format.Count(selection.Found, "configuration")} go first{(selection.Outside > 0 ? $"; {selection.Outside} lie outside this space" : "")}.");
}
