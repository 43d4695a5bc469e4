using Search.Bench.Chaos;
using Search.Servers.Tests;
using Xunit;

namespace Search.Cluster.Tests;

/// <summary>Starts clusters for tests.</summary>
internal static class Clusters
{
    /// <summary>A cluster without silos; the test is skipped where there is no Redis server and none can be installed.</summary>
    public static async Task<ChaosCluster> StartAsync(params string[] settings)
    {
        try
        {
            return await ChaosCluster.StartAsync(settings);
        }
        catch (ServerMissingException missing)
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }
}
