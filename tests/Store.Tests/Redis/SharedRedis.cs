using Search.Servers.Tests;
using Search.Store.Cluster;
using Search.Store.Redis;
using Xunit;

[assembly: AssemblyFixture(typeof(Search.Store.Tests.Redis.SharedRedis))]

namespace Search.Store.Tests.Redis;

/// <summary>One Redis server for all tests that do it no harm; each has a cluster of its own.</summary>
public sealed class SharedRedis : IAsyncDisposable
{
    private readonly Lazy<Task<RedisServer>> server = new(() => RedisServer.StartAsync());

    /// <summary>The server; skips the test where there is none.</summary>
    public Task<RedisServer> ServerAsync() => OrSkip.StartedAsync(server.Value);

    /// <summary>The address of a cluster on a server.</summary>
    internal static RedisAddress Address(int port, string cluster, string user = "", string options = "") =>
        (RedisAddress)ClusterAddress.Parse(FormattableString.Invariant($"redis://{user}127.0.0.1:{port}/{cluster}{options}"), _ => null);

    public async ValueTask DisposeAsync()
    {
        if (server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await server.Value).DisposeAsync();
    }
}
