using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace Search.Kubernetes.Tests.Rendering;

/// <summary>A program of the machine that the tests cannot do without: where it is missing they are skipped, but not on the build server.</summary>
internal static class Tool
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    private static bool IsBuildServer => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>Runs it; null when it is not there.</summary>
    public static async Task<(int ExitCode, string Output, string Error)?> RunAsync(string program, IEnumerable<string> arguments, string? input = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync().WaitAsync(Deadline);
            return (process.ExitCode, await output, await error);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Ends the test: it cannot be run here.</summary>
    public static void Missing(string reason)
    {
        if (IsBuildServer)
            Assert.Fail(reason);
        Assert.Skip(reason);
    }
}
