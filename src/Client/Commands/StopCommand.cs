using System.CommandLine;
using Search.Client.Acting;
using Search.Client.Experiments;

namespace Search.Client.Commands;

internal static class StopCommand
{
    public static Command Create(CommandLine line)
    {
        var (id, number) = (Symbols.Experiment(), Symbols.Trial());
        return line.Command("stop", "End one trial of a search.", [id, number], async (arguments, context, cancellationToken) =>
        {
            var experiment = await context.Library.ResolveAsync(arguments.GetRequiredValue(id), cancellationToken);
            var trial = (await context.Library.LoadAsync(experiment, cancellationToken)).State.TrialNumber(arguments.GetValue(number));
            return await ExperimentAction.RunAsync(
                context,
                experiment,
                (actor, same) => actor.StopTrialAsync(same, trial, cancellationToken),
                (same, _, _) => $"Trial {trial} of {same} is stopped.",
                cancellationToken);
        });
    }
}
