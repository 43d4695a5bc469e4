using System.Net;
using Search.Store.Home;

namespace Search.Silo.Hosting;

/// <summary>What a silo inside another process needs.</summary>
public sealed class EmbeddedSiloOptions
{
    /// <summary>Names of its slots, such as <c>cpu0</c>.</summary>
    public required IReadOnlyList<string> Devices { get; init; }

    /// <summary>How often the pool is told of the slots; a forgotten one is lent anew after two times.</summary>
    public TimeSpan AnnounceEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Cluster id; a secret where a gateway is open, since the handshake refuses callers with another.</summary>
    public required string ClusterId { get; init; }

    /// <summary>True to open a gateway on the loopback interface for other processes.</summary>
    public bool Gateway { get; init; }

    /// <summary>Loopback port that serves <c>/metrics</c>; null for none, 0 for a free one.</summary>
    public int? MetricsPort { get; init; }

    /// <summary>File that receives the log; null for none.</summary>
    public string? LogFile { get; init; }

    /// <summary>The home folder whose checkpoints are removed when their trials are over; null where objectives keep none.</summary>
    public HomeFolder? Home { get; init; }

    /// <summary>The silo's name, part of every slot's name.</summary>
    public string SiloName { get; init; } = "local";

    /// <summary>The clock by which trials time out and hung threads are given up.</summary>
    public TimeProvider SlotTime { get; init; } = TimeProvider.System;

    internal static IPAddress Address => IPAddress.Loopback;
}
