using System.Runtime.InteropServices;

namespace Search.Client;

/// <summary>The terminal of this very process.</summary>
internal static class ProcessTerminal
{
    private const int UsualWidth = 120;

    /// <summary>Reads the console's properties, and turns Ctrl-C, SIGTERM and SIGHUP into a cancellation; the second one ends the process.</summary>
    /// <param name="registrations">Keep them until the end: they stop working when collected.</param>
    public static Terminal Open(out IReadOnlyList<IDisposable> registrations)
    {
        var interrupted = new CancellationTokenSource();
        var detached = Environment.GetEnvironmentVariable(Owner.Detached.Variable) is not null;
        registrations = [interrupted, .. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]).Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            // What happens at the terminal it was started from is no concern of a detached process.
            if (detached && signal != PosixSignal.SIGTERM)
                return;
            context.Cancel = !interrupted.IsCancellationRequested;
            interrupted.Cancel();
        }))];
        return new Terminal
        {
            Out = Console.Out,
            Error = Console.Error,
            In = Console.In,
            OutIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            InIsTerminal = !Console.IsInputRedirected,
            Width = Width(),
            Variable = Environment.GetEnvironmentVariable,
            Interrupted = interrupted.Token,
        };
    }

    private static int Width()
    {
        try
        {
            return !Console.IsOutputRedirected && Console.WindowWidth > 0 ? Console.WindowWidth : UsualWidth;
        }
        catch (IOException)
        {
            return UsualWidth;
        }
    }
}
