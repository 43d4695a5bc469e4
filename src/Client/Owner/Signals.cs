using System.Runtime.InteropServices;

namespace Search.Client.Owner;

/// <summary>Turns Ctrl-C, SIGTERM and SIGHUP into a request to pause; a second one ends the process at once.</summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];

    /// <param name="ignoreHangUp">True for a process that outlives its terminal.</param>
    public Signals(bool ignoreHangUp)
    {
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle));
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle));
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            if (ignoreHangUp)
                context.Cancel = true;
            else
                Handle(context);
        }));
    }

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        // The second signal has its ordinary effect: whoever asks twice does not want to wait for a checkpoint.
        context.Cancel = !source.IsCancellationRequested;
        source.Cancel();
    }
}
