using System.Diagnostics;

namespace Search.Client.Tests.Processes;

/// <summary>The built command in a process of its own.</summary>
internal static class BuiltCommand
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Runs it, and lists the assemblies it had loaded at its end.</summary>
    public static async Task<(Answer Answer, string[] Loaded)> RunAsync(string home, params string[] arguments)
    {
        var loaded = Path.Combine(home, "loaded.txt");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "search.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["SEARCH_HOME"] = home;
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(BuiltCommand).Assembly.Location;
        start.Environment[StartupHook.Variable] = loaded;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Deadline);
        return (new(process.ExitCode, await output, await error), await File.ReadAllLinesAsync(loaded));
    }
}
