using System.Runtime.InteropServices;
using System.Text;

namespace Search.Client;

/// <summary>The terminal of this very process.</summary>
internal static class ProcessTerminal
{
    private const int UsualWidth = 120, UsualHeight = 24;

    /// <summary>Reads the console's properties, and turns Ctrl-C, SIGTERM and SIGHUP into a cancellation; a second Ctrl-C ends the process.</summary>
    /// <param name="registrations">Keep them until the end: they stop working when collected.</param>
    public static Terminal Open(out IReadOnlyList<IDisposable> registrations)
    {
        var interrupted = new CancellationTokenSource();
        var detached = Owner.Detached.IsHere(Environment.GetEnvironmentVariable);
        registrations = [interrupted, .. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]).Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            // What happens at the terminal it was started from is no concern of a detached process.
            if (detached && signal != PosixSignal.SIGTERM)
                return;
            // Only a person's second Ctrl-C means "at once": a closing window may send SIGHUP twice, itself and by way of the shell.
            context.Cancel = signal != PosixSignal.SIGINT || !interrupted.IsCancellationRequested;
            interrupted.Cancel();
        }))];
        var (width, height) = Size();
        return new Terminal
        {
            Out = Console.IsOutputRedirected ? Console.Out : new Closable(Console.Out),
            Error = new Closable(Console.Error),
            In = Console.In,
            OutIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            InIsTerminal = !Console.IsInputRedirected,
            Width = width,
            Height = height,
            Variable = Environment.GetEnvironmentVariable,
            Interrupted = interrupted.Token,
        };
    }

    private static (int Width, int Height) Size()
    {
        try
        {
            return Console.IsOutputRedirected && Console.IsErrorRedirected || Console.WindowWidth <= 0 || Console.WindowHeight <= 0
                ? (UsualWidth, UsualHeight)
                : (Console.WindowWidth, Console.WindowHeight);
        }
        catch (IOException)
        {
            return (UsualWidth, UsualHeight);
        }
    }

    /// <summary>A writer to a terminal, whose window may be closed: what a search says then is lost, but the search must still pause in good order.</summary>
    private sealed class Closable(TextWriter inner) : TextWriter
    {
        public override Encoding Encoding => inner.Encoding;

        public override void Write(char value) => Try(() => inner.Write(value));

        public override void Write(string? value) => Try(() => inner.Write(value));

        public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

        public override void WriteLine() => Try(inner.WriteLine);

        public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

        public override void Flush() => Try(inner.Flush);

        private static void Try(Action write)
        {
            try
            {
                write();
            }
            catch (IOException)
            {
                // Nobody is left to be told.
            }
        }
    }
}
