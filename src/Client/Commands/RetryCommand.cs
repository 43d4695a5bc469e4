using System.CommandLine;
using Search.Client.Acting;

namespace Search.Client.Commands;

internal static class RetryCommand
{
    public static Command Create(CommandLine line)
    {
        var id = Symbols.Experiment();
        var failed = new Option<bool>("--failed") { Description = "All failed trials of the stage under way." };
        return line.Command("retry", "Try failed trials again.", [id, failed], (arguments, context, cancellationToken) =>
        {
            if (!arguments.GetValue(failed))
                throw CommandException.Usage("Say which trials: --failed tries all failed ones of the stage under way again.");
            return ExperimentAction.RunAsync(
                context,
                arguments.GetRequiredValue(id),
                (actor, experiment) => actor.RetryFailedAsync(experiment, cancellationToken),
                (experiment, reply, live) => reply.Count == 0
                    ? $"{experiment} has no failed trial in the stage under way: nothing to retry."
                    : $"{reply.Count} failed trials of {experiment} are tried again{(live ? "; if it does not run, search resume goes on with it" : $": search resume {experiment} runs them")}.",
                cancellationToken);
        });
    }
}
