using Orleans.Configuration;

namespace Search.Silo.Hosting;

/// <summary>The times of a cluster, which hang together: a silo that is gone is declared dead before a caller gives up, and a caller gives up before a lease ends.</summary>
public static class ClusterTimes
{
    /// <summary>How long a call waits for its answer, on silos and clients alike: a stream of a silo with a longer one would time out on a client with a shorter.</summary>
    public static readonly TimeSpan Response = TimeSpan.FromSeconds(8);

    /// <summary>
    /// Probes a second apart, three of them missed: a killed silo is declared dead in about two seconds, one that hangs in about six. The runtime lengthens the time by itself where a
    /// silo is busy, by default to four times; twice is what a hang may cost.
    /// </summary>
    internal static void Configure(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(1);
        options.MinProbeTimeout = TimeSpan.FromSeconds(1);
        options.MaxProbeTimeout = TimeSpan.FromSeconds(2);
        options.NumMissedProbesLimit = 3;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        // After a crash of the whole cluster the first silo waits three of these for entries that look alive.
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
    }
}
