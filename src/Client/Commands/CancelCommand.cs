using System.CommandLine;
using Search.Client.Acting;

namespace Search.Client.Commands;

internal static class CancelCommand
{
    public static Command Create(CommandLine line)
    {
        var id = Symbols.Experiment();
        return line.Command("cancel", "End a search for good; what was measured stays.", [id], (arguments, context, cancellationToken) => ExperimentAction.RunAsync(
            context,
            arguments.GetRequiredValue(id),
            (actor, experiment) => actor.CancelAsync(experiment, cancellationToken),
            (experiment, _, _) => $"{experiment} is cancelled; its results stay until search delete {experiment}.",
            cancellationToken));
    }
}
