using System.Net;
using Search.Store.Cluster;

namespace Search.Silo.Settings;

/// <summary>What a silo process needs to know, checked.</summary>
public sealed record SiloSettings
{
    /// <summary>Where the cluster keeps its membership and its experiments.</summary>
    public required ClusterAddress Cluster { get; init; }

    /// <summary>The silo's name, unique in its cluster; part of every slot's name.</summary>
    public required string Name { get; init; }

    /// <summary>What it does.</summary>
    public SiloRole Role { get; init; } = SiloRole.Both;

    /// <summary>The folder that all silos and clients share: checkpoints, decoded images, runs.</summary>
    public required string Home { get; init; }

    /// <summary>The folder that holds all data; images elsewhere are refused. Null allows any folder.</summary>
    public string? Data { get; init; }

    /// <summary><c>auto</c> (every GPU, else the CPU), <c>cpu</c> or <c>cuda</c>.</summary>
    public string Devices { get; init; } = "auto";

    /// <summary>Number of slots; null for one for each GPU, or for each core.</summary>
    public int? Slots { get; init; }

    /// <summary>The address under which other silos and clients reach it.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port for other silos; 0 for a free one.</summary>
    public int SiloPort { get; init; } = 11111;

    /// <summary>Port for clients; 0 for a free one.</summary>
    public int GatewayPort { get; init; } = 30000;

    /// <summary>Port for health and metrics; 0 for a free one.</summary>
    public int HttpPort { get; init; } = 8080;

    /// <summary>The address that <see cref="HttpPort"/> listens on.</summary>
    public IPAddress HttpAddress { get; init; } = IPAddress.Loopback;

    /// <summary>Longest time from SIGTERM to the exit: longer than a batch and a checkpoint of each slot.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>An attempt of which its silo has not spoken for so long is started anew elsewhere.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);
}
