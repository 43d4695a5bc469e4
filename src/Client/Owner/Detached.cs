using System.Diagnostics;
using Search.Client.Commands;
using Search.Client.Previews;

namespace Search.Client.Owner;

/// <summary>A launch that outlives its terminal: the same command in a process of its own, whose first line of output names its experiment.</summary>
internal static class Detached
{
    /// <summary>Set to anything for the detached process only.</summary>
    public const string Variable = "SEARCH_DETACHED";

    /// <summary>Starts the process and returns once its experiment is durable.</summary>
    public static async Task<int> LaunchAsync(CommandContext context, LaunchOptions options, CancellationToken cancellationToken)
    {
        if (options.Spec == "-")
            throw CommandException.Usage("--detach needs a sweep file, not the input: the search outlives it.");
        SweepInput.Read(options.Spec, options.Set, context.Terminal.In);
        using var process = Start(context, options);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            if (await process.StandardOutput.ReadLineAsync(cancellationToken) is not { Length: > 0 } line)
            {
                await process.WaitForExitAsync(cancellationToken);
                throw new CommandException(process.ExitCode, (await error).Trim() is { Length: > 0 } reason ? reason : "The search did not start: run it without --detach to see why.");
            }
            var (id, owner) = (line.Split(' ')[0], line.Split(' ')[1]);
            context.Say(id);
            context.Note($"It runs in process {owner}. Follow it with: search watch {id}");
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            process.Kill(); // nothing was launched yet that the user knows of
            throw;
        }
    }

    /// <summary>In a detached process: tells the one that started it which experiment this is, that it is durable, and which process runs it.</summary>
    /// <returns>True in a detached process.</returns>
    public static bool Announce(Terminal terminal, string id, int owner)
    {
        if (!IsHere(terminal.Variable))
            return false;
        terminal.Out.WriteLine($"{id} {owner}");
        return true;
    }

    /// <summary>True in a detached process.</summary>
    public static bool IsHere(Func<string, string?> variable) => variable(Variable) is { Length: > 0 };

    private static Process Start(CommandContext context, LaunchOptions options)
    {
        string[] own = Environment.ProcessPath is { } path && !Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? [path]
            : [Environment.ProcessPath ?? "dotnet", typeof(Detached).Assembly.Location];
        string[] slots = options.Slots is { } count ? ["--slots", $"{count}"] : [];
        string[] metrics = options.MetricsPort is { } port ? ["--metrics", $"{port}"] : [];
        var start = new ProcessStartInfo(own[0],
            [.. own[1..], "--home", context.Home.Root, "--quiet", "launch", Path.GetFullPath(options.Spec), .. slots, .. metrics, .. options.Set.SelectMany(set => (string[])["--set", set]),
                .. options.WarmStart.SelectMany(id => (string[])["--warm-start", id])])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Variable] = "1";
        return Process.Start(start) ?? throw CommandException.Failed($"{own[0]} could not be started.");
    }
}
