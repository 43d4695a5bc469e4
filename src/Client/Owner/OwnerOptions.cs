using System.Net;
using System.Net.Sockets;

namespace Search.Client.Owner;

/// <summary>How the process that owns the home folder works.</summary>
/// <param name="Slots">Slots to use; null for every GPU, else one per core.</param>
/// <param name="MetricsPort">Loopback port for <c>/metrics</c>; null for none.</param>
internal sealed record OwnerOptions(int? Slots, int? MetricsPort)
{
    /// <summary>Refuses a port that cannot be listened on before anything is made or started.</summary>
    /// <exception cref="CommandException">It is taken, or not for this user.</exception>
    public void RefuseTakenPort()
    {
        if (MetricsPort is not (> 0 and var port))
            return;
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
        }
        catch (SocketException failure)
        {
            throw CommandException.Usage($"--metrics is {port}, but that port cannot be opened ({failure.Message}): give another, or 0 for a free one.");
        }
    }
}
