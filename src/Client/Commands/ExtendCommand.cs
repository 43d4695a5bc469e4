using System.CommandLine;
using Search.Client.Acting;

namespace Search.Client.Commands;

internal static class ExtendCommand
{
    public static Command Create(CommandLine line)
    {
        var id = Symbols.Experiment();
        var trials = Symbols.Number("--trials", "Further trials of the sample search.", 1, 1_000_000);
        trials.Required = true;
        return line.Command("extend", "Add trials to a search; a completed one gets another round.", [id, trials], (arguments, context, cancellationToken) => ExperimentAction.RunAsync(
            context,
            arguments.GetRequiredValue(id),
            (actor, experiment) => actor.ExtendAsync(experiment, arguments.GetValue(trials)!.Value, cancellationToken),
            (experiment, _, live) => $"{experiment} has {arguments.GetValue(trials)} more trials to run{(live ? "; if it does not run, search resume goes on with it" : $": search resume {experiment} runs them")}.",
            cancellationToken));
    }
}
