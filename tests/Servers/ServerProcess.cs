using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Search.Servers.Tests;

/// <summary>A server that a test has started: ended by its own process, frozen and thawed by its own number.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private const int Stop = 19, Continue = 18;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private bool ended;

    private ServerProcess(Process process) => this.process = process;

    /// <summary>Starts a program; returns once it has said all the given words, one line each.</summary>
    /// <returns>The server and the lines, in the order of the words; null when it ended before.</returns>
    public static async Task<(ServerProcess Server, string[] Lines)?> StartAsync(string program, IEnumerable<string> arguments, params string[] words)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var server = new ServerProcess(Process.Start(start) ?? throw new ServerMissingException($"{program} did not start."));
        // A pipe that nobody reads would fill and stop the server.
        _ = server.process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        var lines = new string[words.Length];
        // A server that says nothing of it for so long is a failure of the test.
        using var deadline = new CancellationTokenSource(Deadline);
        while (lines.Contains(null))
        {
            if (await server.process.StandardOutput.ReadLineAsync(deadline.Token) is not { } line)
            {
                await server.DisposeAsync();
                return null;
            }
            if (Array.FindIndex(words, word => line.Contains(word, StringComparison.Ordinal)) is >= 0 and var found)
                lines[found] = line;
        }
        _ = server.process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        return (server, lines);
    }

    /// <summary>Takes the processor away from it: its connections stay open and nothing answers.</summary>
    public void Freeze() => Signal(Stop);

    /// <summary>Lets it go on.</summary>
    public void Thaw() => Signal(Continue);

    /// <summary>Ends it at once, as power loss would for the process.</summary>
    public async ValueTask DisposeAsync()
    {
        if (ended)
            return;
        ended = true;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync().WaitAsync(Deadline);
        process.Dispose();
    }

    private void Signal(int signal)
    {
        if (Kill(process.Id, signal) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
