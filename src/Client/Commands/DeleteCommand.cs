using System.CommandLine;
using Search.Client.Experiments;
using Search.Experiments;
using Search.Store;
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
            using var held = await HoldAsync(context, experiment, cancellationToken);
            await context.Library.Store.DeleteAsync(experiment, cancellationToken);
            var freed = Disk.Remove(context.Home.Checkpoints(experiment));
            foreach (var run in RunFolders.Of(context.Home, experiment))
                freed += Disk.Remove(run);
            context.Say($"{experiment} is deleted, {Output.Format.Bytes(freed)} of checkpoints and runs with it.");
            return ExitCode.Done;
        });
    }

    /// <summary>A running search must not lose its journal under its feet: on one machine only who owns the folder may delete, in a cluster only what rests may be deleted.</summary>
    private static async Task<HomeLock?> HoldAsync(CommandContext context, string experiment, CancellationToken cancellationToken)
    {
        if (context.Cluster is null)
            return HomeLock.TryAcquire(context.Home)
                ?? throw CommandException.Failed($"Another process owns {context.Home.Root}: end its search (search pause {experiment}) before deleting.");
        try
        {
            if ((await context.Library.LoadAsync(experiment, cancellationToken)).State.Status == ExperimentStatus.Running)
                throw CommandException.Failed($"{experiment} runs: end it (search cancel {experiment}) before deleting.");
        }
        catch (CorruptExperimentException)
        {
            // Nobody can run it.
        }
        return null;
    }
}
