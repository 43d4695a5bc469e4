using System.CommandLine;
using Search.Client.Experiments;
using Search.Store.Home;

namespace Search.Client.Commands;

internal static class DeleteCommand
{
    public static Command Create(CommandLine line)
    {
        var id = Symbols.Experiment();
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        return line.Command("delete", "Remove an experiment: its journal, checkpoints and run folders.", [id, yes], async (arguments, context, cancellationToken) =>
        {
            var experiment = await context.Library.ResolveAsync(arguments.GetRequiredValue(id), cancellationToken);
            if (!arguments.GetValue(yes) && context.CanAsk && await context.AskAsync($"Delete {experiment} with its models? [y/N] ", cancellationToken) is not ("y" or "yes"))
                throw CommandException.Failed($"{experiment} stays.");
            // Only who owns the folder may: a running search must not lose its journal under its feet.
            using var held = HomeLock.TryAcquire(context.Home)
                ?? throw CommandException.Failed($"Another process owns {context.Home.Root}: end its search (search pause {experiment}) before deleting.");
            await context.Library.Store.DeleteAsync(experiment, cancellationToken);
            var freed = Disk.Remove(context.Home.Checkpoints(experiment));
            foreach (var run in RunFolders.Of(context.Home, experiment))
                freed += Disk.Remove(run);
            context.Say($"{experiment} is deleted, {Output.Format.Bytes(freed)} of checkpoints and runs with it.");
            return ExitCode.Done;
        });
    }
}
