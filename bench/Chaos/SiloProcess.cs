using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Search.Bench.Chaos;

/// <summary>A real silo in a process of its own, to be treated badly.</summary>
internal sealed partial class SiloProcess : IDisposable
{
    private const int Terminate = 15, Continue = 18, Stop = 19;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "search.dll");

    private readonly StringBuilder said = new();
    private readonly TaskCompletionSource joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process process;

    private SiloProcess(string name, ProcessStartInfo start)
    {
        Name = name;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Said(line.Data);
        process.ErrorDataReceived += (_, line) => Said(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The silo's name.</summary>
    public string Name { get; }

    /// <summary>Starts a silo and waits until it has joined.</summary>
    /// <exception cref="SiloEndedException">It ended before.</exception>
    public static async Task<SiloProcess> StartAsync(string name, string cluster, string home, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet",
            [Program, "silo", "--cluster", cluster, "--home", home, "--name", name, "--silo-port", "0", "--gateway-port", "0", "--http-port", "0", .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var silo = new SiloProcess(name, start);
        var ended = silo.process.WaitForExitAsync();
        if (await Task.WhenAny(silo.joined.Task, ended).WaitAsync(Deadline) == ended)
            throw new SiloEndedException(name, silo.process.ExitCode, silo.Everything());
        return silo;
    }

    /// <summary>Everything it said.</summary>
    public string Everything()
    {
        lock (said)
            return said.ToString();
    }

    /// <summary>Ends it on the spot.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Tells it to leave in good order.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> DrainAsync()
    {
        Signal(Terminate);
        return await EndAsync();
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Deadline);
        return process.ExitCode;
    }

    /// <summary>Takes the processor away from it.</summary>
    public void Freeze() => Signal(Stop);

    /// <summary>Lets it go on.</summary>
    public void Thaw() => Signal(Continue);

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    private void Said(string? line)
    {
        if (line is null)
            return;
        lock (said)
            said.AppendLine(line);
        if (line.Contains(" has joined ", StringComparison.Ordinal))
            joined.TrySetResult();
    }

    private void Signal(int signal)
    {
        if (Kill(process.Id, signal) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
