using System.CommandLine;
using Search.Client.Acting;

namespace Search.Client.Commands;

internal static class PauseCommand
{
    public static Command Create(CommandLine line)
    {
        var id = Symbols.Experiment();
        return line.Command("pause", "Suspend a search; running trials write a checkpoint first.", [id], (arguments, context, cancellationToken) => ExperimentAction.RunAsync(
            context,
            arguments.GetRequiredValue(id),
            (actor, experiment) => actor.PauseAsync(experiment, cancellationToken),
            (experiment, _, _) => $"{experiment} is paused: search resume {experiment} goes on with it.",
            cancellationToken));
    }
}
