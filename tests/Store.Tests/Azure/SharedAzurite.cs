using Search.Servers.Tests;
using Search.Store.Azure;
using Search.Store.Cluster;
using Xunit;

[assembly: AssemblyFixture(typeof(Search.Store.Tests.Azure.SharedAzurite))]

namespace Search.Store.Tests.Azure;

/// <summary>One emulated account for all tests that do it no harm; each has a cluster of its own.</summary>
public sealed class SharedAzurite : IAsyncDisposable
{
    private readonly Lazy<Task<AzuriteServer>> server = new(AzuriteServer.StartAsync);

    /// <summary>The account; skips the test where there is none.</summary>
    public Task<AzuriteServer> ServerAsync() => OrSkip.StartedAsync(server.Value);

    public async ValueTask DisposeAsync()
    {
        if (server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await server.Value).DisposeAsync();
    }

    /// <summary>The address of a cluster on an account.</summary>
    internal static AzureAddress Address(AzuriteServer server, string cluster, string options = "") =>
        (AzureAddress)ClusterAddress.Parse($"azure://{AzuriteServer.Account}/{cluster}{options}", name => name == "SEARCH_AZURE_CONNECTION" ? server.ConnectionString : null);
}
