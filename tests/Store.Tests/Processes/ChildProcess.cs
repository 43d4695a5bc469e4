using System.Diagnostics;

namespace Search.Store.Tests.Processes;

/// <summary>The second process, seen from the test.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly Process process;

    public ChildProcess(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // Under "dotnet x.dll" the program is dotnet and the assembly its first argument.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        start.ArgumentList.Add("child");
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
    }

    public Task SayAsync(string line)
    {
        process.StandardInput.WriteLine(line);
        return process.StandardInput.FlushAsync();
    }

    public async Task<string> HearAsync() =>
        await process.StandardOutput.ReadLineAsync().WaitAsync(Deadline) ?? throw new InvalidOperationException("The child process ended without an answer.");

    /// <summary>Ends the process as power loss would, for the process: at once, without a word.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Deadline);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
