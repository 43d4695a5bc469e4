using System.Diagnostics;

namespace Search.Servers.Tests;

/// <summary>A script beside this assembly that finds or installs a server and prints where it is.</summary>
internal static class InstallScript
{
    /// <summary>What the script printed.</summary>
    /// <exception cref="ServerMissingException">There is no such server here and it cannot be installed.</exception>
    public static async Task<string> RunAsync(string name)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, name));
        using var script = Process.Start(start) ?? throw new ServerMissingException("bash did not start.");
        var (output, errors) = (script.StandardOutput.ReadToEndAsync(), script.StandardError.ReadToEndAsync());
        await script.WaitForExitAsync();
        return script.ExitCode == 0 ? (await output).Trim() : throw new ServerMissingException($"{name} found no server: {(await errors).Trim()}");
    }
}
