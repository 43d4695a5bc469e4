using System.CommandLine;
using Search.Client.Watching;
using Search.Experiments;

namespace Search.Client.Commands;

internal static class WatchCommand
{
    public static Command Create(CommandLine line)
    {
        var id = Symbols.Experiment();
        return line.Command("watch", "Follow a search until it rests.", [id], async (arguments, context, cancellationToken) =>
        {
            var experiment = await context.Library.ResolveAsync(arguments.GetRequiredValue(id), cancellationToken);
            var state = await new WatchView(context.Terminal, context.Library.Store, experiment)
            {
                IsLive = context.Terminal.OutIsTerminal && !context.Terminal.IsDumb,
                HasOwner = () => context.HasRunner,
            }.FollowAsync(cancellationToken);
            if (state.Status == ExperimentStatus.Running)
                throw CommandException.Failed($"{experiment} does not run: its process ended; search resume {experiment} goes on with it.");
            return state.Status == ExperimentStatus.Failed ? ExitCode.Failed : ExitCode.Done;
        });
    }
}
