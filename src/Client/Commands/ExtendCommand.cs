using System.CommandLine;
using Search.Client.Acting;
using Search.Client.Experiments;
using Search.Experiments;

namespace Search.Client.Commands;

internal static class ExtendCommand
{
    public static Command Create(CommandLine line)
    {
        var id = Symbols.Experiment();
        var trials = Symbols.Number("--trials", "Further trials of the sample search.", 1, 1_000_000);
        var set = Symbols.Set();
        set.Description = "Widens the space, such as \"space.dropout.uniform=[0, 0.9]\": a larger range, more values, a range for what was fixed; may be given several times.";
        return line.Command("extend", "Add trials to a search, or widen its space; a completed one gets another round.", [id, trials, set], async (arguments, context, cancellationToken) =>
        {
            var (word, further, settings) = (arguments.GetRequiredValue(id), arguments.GetValue(trials), arguments.GetValue(set) ?? []);
            if (settings.Length == 0 && further is null)
                throw CommandException.Usage("Give --trials N, --set space.<name>=<domain>, or both.");
            var state = settings.Length == 0 ? null : (await context.Library.LoadAsync(await context.Library.ResolveAsync(word, cancellationToken), cancellationToken)).State;
            var wider = state is null ? null : WiderSpace.Of(state, settings, context.Terminal.Time.GetUtcNow());
            return await ExperimentAction.RunAsync(
                context,
                word,
                (actor, experiment) => wider is null ? actor.ExtendAsync(experiment, further!.Value, cancellationToken) : actor.WidenAsync(experiment, wider, further ?? 0, cancellationToken),
                (experiment, _, live) => Done(experiment, wider is null ? [] : SpaceWidening.Changes(state!, wider), further, live),
                cancellationToken);
        });
    }

    private static string Done(string experiment, IReadOnlyList<string> changes, int? trials, bool live)
    {
        var wider = changes.Count > 0 ? $"{experiment} searches a wider space from its next proposal on: {string.Join(", ", changes)}." : null;
        var more = trials is { } count ? $"{experiment} has {count} more trials to run{(live ? "; if it does not run, search resume goes on with it" : $": search resume {experiment} runs them")}." : null;
        return string.Join(Environment.NewLine, new[] { wider, more }.Where(sentence => sentence is not null));
    }
}
