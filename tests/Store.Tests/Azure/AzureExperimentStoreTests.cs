using Search.Servers.Tests;
using Search.Store.Azure;
using Xunit;

namespace Search.Store.Tests.Azure;

/// <summary>The Azure store keeps every promise of the contract.</summary>
public sealed class AzureExperimentStoreTests(SharedAzurite azurite) : ExperimentStoreContract, IAsyncLifetime
{
    private readonly string cluster = $"c{Guid.NewGuid():N}";
    private AzuriteServer? server;

    public async ValueTask InitializeAsync() => server = await azurite.ServerAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override IExperimentStore Open() => new AzureExperimentStore(SharedAzurite.Address(server!, cluster));

    // What was acknowledged lies with the account: a killed process takes nothing along.
    protected override IExperimentStore OpenAfterKill() => Open();
}
