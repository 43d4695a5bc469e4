using Search.Servers.Tests;
using Search.Store.Redis;
using Xunit;

namespace Search.Store.Tests.Redis;

/// <summary>The Redis store keeps every promise of the contract.</summary>
public sealed class RedisExperimentStoreTests(SharedRedis redis) : ExperimentStoreContract, IAsyncLifetime
{
    private readonly string cluster = $"c{Guid.NewGuid():N}";
    private RedisServer? server;

    public async ValueTask InitializeAsync() => server = await redis.ServerAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override IExperimentStore Open() => new RedisExperimentStore(SharedRedis.Address(server!.Port, cluster));

    // What was acknowledged lies with the server: a killed process takes nothing along.
    protected override IExperimentStore OpenAfterKill() => Open();
}
