using System.CommandLine;
using Search.Client.Experiments;
using Search.Client.Output;
using Search.Experiments;
using Search.Store;
using Search.Store.Home;

namespace Search.Client.Commands;

internal static class CleanCommand
{
    public static Command Create(CommandLine line)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be removed." };
        return line.Command("clean", "Free disk: decoded images, checkpoints nobody needs, remains of killed processes.", [dryRun], async (arguments, context, cancellationToken) =>
        {
            if (context.Cluster is not null)
                throw CommandException.Usage("clean is for the home folder of one machine: silos of a cluster use theirs at any time. Leave --cluster out, and unset SEARCH_CLUSTER.");
            if (!Directory.Exists(context.Home.Root))
            {
                context.Say("Nothing to clean.");
                return ExitCode.Done;
            }
            using var held = HomeLock.TryAcquire(context.Home)
                ?? throw CommandException.Failed($"Another process owns {context.Home.Root} and uses what would be cleaned: try again when its search has ended.");
            long freed = 0;
            foreach (var (path, what) in await RemovableAsync(context, cancellationToken))
            {
                var size = arguments.GetValue(dryRun) ? Disk.Size(path) : Disk.Remove(path);
                freed += size;
                context.Note($"{what}: {Path.GetRelativePath(context.Home.Root, path)}, {Format.Bytes(size)}");
            }
            context.Say(freed == 0 ? "Nothing to clean." : $"{Format.Bytes(freed)} {(arguments.GetValue(dryRun) ? "would be freed" : "freed")}.");
            return ExitCode.Done;
        });
    }

    private static async Task<List<(string Path, string What)>> RemovableAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var removable = new List<(string, string)>();
        foreach (var path in Entries(context.Home.Cache))
            removable.Add((path, "decoded images, made again when needed"));
        var known = await context.Library.ListAsync(cancellationToken);
        foreach (var folder in Entries(Path.GetDirectoryName(context.Home.Checkpoints("any"))!))
        {
            var id = Path.GetFileName(folder);
            if (!known.Contains(id))
                removable.Add((folder, "checkpoints of a deleted experiment"));
            else if (await IsOverAsync(context, id, cancellationToken))
                removable.Add((folder, "checkpoints of an experiment that is over"));
        }
        // What a process leaves that is killed between writing a file and giving it its name.
        foreach (var pattern in (string[])["*.new", "*.deleted"])
            if (Directory.Exists(context.Home.Root))
                foreach (var draft in Directory.EnumerateFiles(context.Home.Root, pattern, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
                    if (!removable.Any(item => draft.StartsWith(item.Item1, StringComparison.Ordinal)))
                        removable.Add((draft, "unfinished file"));
        return removable;
    }

    private static IEnumerable<string> Entries(string folder) => Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal) : [];

    private static async Task<bool> IsOverAsync(CommandContext context, string id, CancellationToken cancellationToken)
    {
        try
        {
            return (await context.Library.LoadAsync(id, cancellationToken)).State.Status is ExperimentStatus.Completed or ExperimentStatus.Cancelled;
        }
        catch (Exception failure) when (failure is CorruptExperimentException or StoreUnavailableException)
        {
            context.Note(failure.Message); // a backup of its journal may come: its checkpoints stay
            return false;
        }
    }
}
