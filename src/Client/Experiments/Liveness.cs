using System.Diagnostics;
using Search.Store.Home;

namespace Search.Client.Experiments;

/// <summary>Whether somebody runs experiments in a home folder now, seen from outside.</summary>
internal static class Liveness
{
    /// <summary>True when the process that named the gateway lives. Does not touch the lock, so that a reader never keeps an owner from starting.</summary>
    public static bool HasOwner(HomeFolder home)
    {
        if (GatewayFile.Read(home) is not { } gateway)
            return false;
        try
        {
            using var process = Process.GetProcessById(gateway.ProcessId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
