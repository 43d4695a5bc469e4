using System.Diagnostics;
using System.Text;

namespace Search.Client.Tests.Processes;

/// <summary>The built command in a process of its own, under the eyes of a test: what it says is an event that can be waited for.</summary>
internal sealed class BuiltCommand : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "search.dll");

    private readonly Lock guard = new();
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();
    private readonly List<string> lines = [];
    private readonly List<(string Part, TaskCompletionSource<string> Seen)> waiting = [];
    private readonly Process process;

    private BuiltCommand(ProcessStartInfo start)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Said(output, line.Data);
        process.ErrorDataReceived += (_, line) => Said(error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
    }

    /// <summary>Its process.</summary>
    public int Id => process.Id;

    /// <summary>Starts it on a home folder.</summary>
    public static BuiltCommand Start(string home, params string[] arguments) => new(Described(home, arguments));

    /// <summary>Starts it from a shell that has run <paramref name="preamble"/> before: limits and the like.</summary>
    public static BuiltCommand StartAfter(string preamble, string home, params string[] arguments)
    {
        var start = Described(home, arguments);
        var shell = new ProcessStartInfo("sh", ["-c", $"{preamble}; exec \"$0\" \"$@\"", start.FileName, .. start.ArgumentList]);
        shell.Environment["SEARCH_HOME"] = home;
        // With it the runtime makes a file in memory of more than any limit on files.
        shell.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return new(shell);
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<Answer> RunAsync(string home, params string[] arguments)
    {
        using var command = Start(home, arguments);
        return await command.EndAsync();
    }

    /// <summary>Runs it, and lists the assemblies it had loaded at its end.</summary>
    public static async Task<(Answer Answer, string[] Loaded)> RunListedAsync(string home, params string[] arguments)
    {
        var loaded = Path.Combine(home, "loaded.txt");
        var start = Described(home, arguments);
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(BuiltCommand).Assembly.Location;
        start.Environment[StartupHook.Variable] = loaded;
        using var command = new BuiltCommand(start);
        return (await command.EndAsync(), await File.ReadAllLinesAsync(loaded));
    }

    /// <summary>The first line, said already or yet to come, that holds <paramref name="part"/>.</summary>
    public async Task<string> LineAsync(string part)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (guard)
        {
            if (lines.Find(line => line.Contains(part, StringComparison.Ordinal)) is { } known)
                return known;
            waiting.Add((part, seen));
        }
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(seen.Task, ended).WaitAsync(Deadline, TimeProvider.System) == ended && !seen.Task.IsCompleted)
            throw new InvalidOperationException($"The command ended with {process.ExitCode} and did not say \"{part}\". It said:\n{Everything()}");
        return await seen.Task;
    }

    /// <summary>Sends a signal by its name: INT, TERM, HUP.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -s {name} {process.Id}"]);
        await kill.WaitForExitAsync().WaitAsync(Deadline);
    }

    /// <summary>Ends it on the spot, as a power cut would.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<Answer> EndAsync()
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(Deadline);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The command did not end within {Deadline}. It said:\n{Everything()}");
        }
        lock (guard)
            return new(process.ExitCode, output.ToString(), error.ToString());
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    private static ProcessStartInfo Described(string home, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]);
        start.Environment["SEARCH_HOME"] = home;
        return start;
    }

    private void Said(StringBuilder stream, string? line)
    {
        if (line is null)
            return;
        lock (guard)
        {
            stream.Append(line).Append('\n');
            lines.Add(line);
            foreach (var (_, seen) in waiting.Where(wait => line.Contains(wait.Part, StringComparison.Ordinal)))
                seen.TrySetResult(line);
        }
    }

    private string Everything()
    {
        lock (guard)
            return $"{output}{error}";
    }
}
