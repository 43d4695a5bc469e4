using System.ComponentModel;
using System.Diagnostics;
using Search.Store.Home;

namespace Search.Client.Experiments;

/// <summary>Whether somebody runs experiments in a home folder now, seen from outside.</summary>
internal static class Liveness
{
    /// <summary>Clocks of the file system and of processes may differ by this much.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>True when the process that named the gateway lives. Does not touch the lock, so that a reader never keeps an owner from starting.</summary>
    public static bool HasOwner(HomeFolder home) => Owner(home) is not null;

    /// <summary>The gateway of the living owner; null when there is none, or none that is up.</summary>
    public static Gateway? Owner(HomeFolder home)
    {
        if (GatewayFile.Read(home) is not { } gateway)
            return null;
        try
        {
            using var process = Process.GetProcessById(gateway.ProcessId);
            // A killed owner's number may have gone to another process since: one that began after the file was written.
            return process.HasExited || process.StartTime.ToUniversalTime() > File.GetLastWriteTimeUtc(home.GatewayFile) + Slack ? null : gateway;
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException)
        {
            return null;
        }
        catch (Win32Exception)
        {
            return gateway; // it lives, but does not tell us since when
        }
    }
}
