using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Search.Store.Azure;

/// <summary>The table and the container that all clusters of an account share.</summary>
internal sealed class AzureAccount
{
    private const string Name = "search";

    private readonly AzureAddress address;
    private readonly Lock gate = new();
    private Task? creating;

    public AzureAccount(AzureAddress address)
    {
        this.address = address;
        Table = address.ToTableClient().GetTableClient(Name);
        Blobs = address.ToBlobClient().GetBlobContainerClient(Name);
    }

    public TableClient Table { get; }

    public BlobContainerClient Blobs { get; }

    /// <summary>Runs a call and says a failure in the store's own words.</summary>
    /// <exception cref="StoreUnavailableException">The account is out of reach or refuses.</exception>
    public async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && AzureFailures.Translate(failure, address) is not null)
        {
            throw AzureFailures.Translate(failure, address)!;
        }
    }

    /// <summary>Makes the table and the container where they are missing; once, unless it failed.</summary>
    public Task CreateAsync()
    {
        lock (gate)
        {
            if (creating is null or { IsFaulted: true } or { IsCanceled: true })
                creating = Task.WhenAll(Table.CreateIfNotExistsAsync(CancellationToken.None), Blobs.CreateIfNotExistsAsync(cancellationToken: CancellationToken.None));
            return creating;
        }
    }
}
