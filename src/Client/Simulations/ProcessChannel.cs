using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Search.Client.Simulations;

/// <summary>An objective that is a process of its own: lines go to its input, answers come from its output; what it says on its error stream is shown.</summary>
internal sealed class ProcessChannel : LineChannel
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly Process process;

    /// <exception cref="CommandException">It cannot be started.</exception>
    public ProcessChannel(IReadOnlyList<string> words)
    {
        Name = $"the command {words[0]}";
        try
        {
            process = Process.Start(new ProcessStartInfo(words[0], words.Skip(1))
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                StandardInputEncoding = Utf8,
                StandardOutputEncoding = Utf8,
            })!;
        }
        catch (Exception failure) when (failure is Win32Exception or IOException)
        {
            throw CommandException.Failed($"--objective: the command {words[0]} cannot be started: {failure.Message}");
        }
    }

    public override string Name { get; }

    public override string Farewell() => process.WaitForExit(Patience) ? FormattableString.Invariant($"ended with exit code {process.ExitCode}") : "closed its output";

    public override void Dispose()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already.
        }
        if (!process.WaitForExit(Patience))
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    protected override TextWriter Writer => process.StandardInput;

    protected override TextReader Reader => process.StandardOutput;
}
