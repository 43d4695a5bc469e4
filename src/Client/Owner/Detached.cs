using System.Diagnostics;
using Search.Client.Commands;
using Search.Client.Previews;

namespace Search.Client.Owner;

/// <summary>A launch that outlives its terminal: the same command in a process of its own, which names its experiment in a file.</summary>
internal static class Detached
{
    /// <summary>Names the file in which the detached process writes its experiment's identifier; set for that process only.</summary>
    public const string Variable = "SEARCH_DETACHED";

    /// <summary>Starts the process and returns once its experiment is durable.</summary>
    public static async Task<int> LaunchAsync(CommandContext context, LaunchOptions options, CancellationToken cancellationToken)
    {
        if (options.Spec == "-")
            throw CommandException.Usage("--detach needs a sweep file, not the input: the search outlives it.");
        SweepInput.Read(options.Spec, options.Set, context.Terminal.In);
        context.Home.Create();
        var name = Path.Combine(context.Home.Root, $"detached-{Guid.NewGuid():N}");
        using var process = Start(context, options, name);
        try
        {
            var ended = process.WaitForExitAsync(cancellationToken);
            while (!File.Exists(name))
            {
                if (await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken)) == ended)
                    throw CommandException.Failed($"The search did not start (exit code {process.ExitCode}): run it without --detach to see why.");
            }
            var id = await File.ReadAllTextAsync(name, cancellationToken);
            context.Say(id);
            context.Note($"It runs in process {process.Id}. Follow it with: search watch {id}");
            return ExitCode.Done;
        }
        finally
        {
            File.Delete(name);
        }
    }

    /// <summary>In a detached process: tells the one that started it which experiment this is.</summary>
    public static void Announce(Terminal terminal, string id)
    {
        if (terminal.Variable(Variable) is not { Length: > 0 } name)
            return;
        File.WriteAllText(name + ".new", id);
        File.Move(name + ".new", name);
    }

    private static Process Start(CommandContext context, LaunchOptions options, string name)
    {
        string[] own = Environment.ProcessPath is { } path && !Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? [path]
            : [Environment.ProcessPath ?? "dotnet", typeof(Detached).Assembly.Location];
        string[] slots = options.Slots is { } count ? ["--slots", $"{count}"] : [];
        string[] metrics = options.MetricsPort is { } port ? ["--metrics", $"{port}"] : [];
        var start = new ProcessStartInfo(own[0],
            [.. own[1..], "--home", context.Home.Root, "--quiet", "launch", Path.GetFullPath(options.Spec), .. slots, .. metrics, .. options.Set.SelectMany(set => (string[])["--set", set])])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Variable] = name;
        return Process.Start(start) ?? throw CommandException.Failed($"{own[0]} could not be started.");
    }
}
