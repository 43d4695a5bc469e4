using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;

namespace Search.Store.Azure;

/// <summary>The experiments of one cluster in an Azure storage account: a table's partition per experiment, large things in blobs beside it.</summary>
/// <remarks>
/// <para>An append is one transaction of two entities: its rows, and the head on condition that nobody has moved it. Rows of more than 896 KiB together
/// are written to a blob before, which means nothing until the transaction names it: all rows or none, whatever their number. An
/// acknowledged row is on the account's disks, three times.</para>
/// <para>A call that gets no answer is tried three times in all, then fails with <see cref="StoreUnavailableException"/>, and whether it wrote is not
/// known. The next append with the same expected head then meets <see cref="StaleHeadException"/> if it did, and writes the rows once if it did not.
/// So whoever meets any failure reads the journal again before going on. Appends of one experiment follow each other, those of
/// several do not wait for each other; once begun, an append is not cancelled.</para>
/// <para>A call for an experiment that does not exist throws <see cref="KeyNotFoundException"/> unless its description says otherwise.</para>
/// </remarks>
public sealed class AzureExperimentStore : IExperimentStore
{
    // Azure's limit for a transaction.
    private const int MostActions = 100;

    // Requests at the same time when many experiments are looked at.
    private const int MostRequests = 32;

    private readonly AzureAccount account;
    private readonly AzureAddress address;
    private readonly ConcurrentDictionary<string, AzureJournal> journals = new(StringComparer.Ordinal);

    /// <summary>The store at an address. Opening costs nothing: the first call connects.</summary>
    /// <exception cref="FormatException">The address' connection string cannot be read.</exception>
    public AzureExperimentStore(AzureAddress address)
    {
        this.address = address;
        account = new AzureAccount(address);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The account is out of reach or refuses; the identifier may be taken now.</exception>
    public Task<bool> TryCreateAsync(string experiment, CancellationToken cancellationToken)
    {
        var journal = JournalOf(experiment);
        return account.CallAsync(async () =>
        {
            await account.CreateAsync();
            // Into the list first: an experiment that is not listed would be lost, a listed one that does not exist is left out of the list.
            await account.Table.UpsertEntityAsync(new TableEntity(address.ClusterId, experiment), TableUpdateMode.Replace, cancellationToken);
            return await journal.TryCreateAsync(cancellationToken);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<long?> HeadAsync(string experiment, CancellationToken cancellationToken) => (await StateAsync(JournalOf(experiment), cancellationToken))?.Head;

    /// <inheritdoc/>
    public Task<long> AppendAsync(string experiment, long expectedHead, IReadOnlyList<ReadOnlyMemory<byte>> rows, CancellationToken cancellationToken)
    {
        var journal = JournalOf(experiment);
        return account.CallAsync(() => journal.AppendAsync(expectedHead, rows, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalRow> ReadAsync(string experiment, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var journal = JournalOf(experiment);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        var state = await StateAsync(journal, cancellationToken) ?? throw journal.NoSuch();
        await foreach (var row in journal.RowsAsync(state, after, cancellationToken))
            yield return row;
    }

    /// <inheritdoc/>
    /// <remarks>A snapshot older than the stored one changes nothing.</remarks>
    /// <exception cref="ArgumentException"><paramref name="head"/> lies after the journal's.</exception>
    public Task SaveSnapshotAsync(string experiment, long head, IReadOnlyList<ReadOnlyMemory<byte>> pages, CancellationToken cancellationToken)
    {
        var journal = JournalOf(experiment);
        return account.CallAsync(async () =>
        {
            var state = await journal.StateAsync(cancellationToken) ?? throw journal.NoSuch();
            if (head > state.Head)
                throw new ArgumentException($"A snapshot as of row {head} cannot be kept: the journal of {experiment} ends at row {state.Head}.");
            await new AzureSnapshots(account, journal).SaveAsync(state, head, pages, cancellationToken);
            return true;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Also null for a damaged snapshot: the journal alone holds everything.</remarks>
    public Task<ExperimentSnapshot?> ReadSnapshotAsync(string experiment, CancellationToken cancellationToken)
    {
        var journal = JournalOf(experiment);
        return account.CallAsync(
            async () => await journal.StateAsync(cancellationToken) is { } state ? await new AzureSnapshots(account, journal).ReadAsync(state, cancellationToken) : null,
            cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The account is out of reach or refuses.</exception>
    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) => account.CallAsync<IReadOnlyList<string>>(async () =>
    {
        var existing = new List<string>();
        foreach (var some in (await KeysAsync(address.ClusterId, cancellationToken)).Chunk(MostRequests))
        {
            var exists = await Task.WhenAll(some.Select(async id =>
                (await account.Table.GetEntityIfExistsAsync<TableEntity>(JournalOf(id).Partition, AzureState.RowKey, ["RowKey"], cancellationToken)).HasValue));
            existing.AddRange(some.Where((_, i) => exists[i]));
        }
        return [.. existing.Order(StringComparer.Ordinal)];
    }, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Nobody else may write to the experiment meanwhile.</remarks>
    /// <exception cref="StoreUnavailableException">The account is out of reach or refuses; the experiment may be gone or not.</exception>
    public Task DeleteAsync(string experiment, CancellationToken cancellationToken)
    {
        var journal = JournalOf(experiment);
        return account.CallAsync(async () =>
        {
            // The head first, by one atomic step: without it the rest means nothing, also to a later experiment of the same name.
            await account.Table.DeleteEntityAsync(journal.Partition, AzureState.RowKey, ETag.All, cancellationToken);
            foreach (var some in (await KeysAsync(journal.Partition, cancellationToken)).Chunk(MostActions))
                await account.Table.SubmitTransactionAsync(some.Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(journal.Partition, key), ETag.All)), cancellationToken);
            await DeleteBlobsAsync(journal.BlobPrefix, cancellationToken);
            await account.Table.DeleteEntityAsync(address.ClusterId, experiment, ETag.All, cancellationToken);
            return true;
        }, cancellationToken);
    }

    /// <summary>Nothing is held open.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private AzureJournal JournalOf(string experiment)
    {
        ExperimentName.Check(experiment);
        return journals.GetOrAdd(experiment, name => new AzureJournal(account, address, name));
    }

    private Task<AzureState?> StateAsync(AzureJournal journal, CancellationToken cancellationToken) =>
        account.CallAsync(() => journal.StateAsync(cancellationToken), cancellationToken);

    private async Task<List<string>> KeysAsync(string partition, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        try
        {
            await foreach (var entity in account.Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), select: ["RowKey"], cancellationToken: cancellationToken))
                keys.Add(entity.RowKey);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            // No table: nobody has created an experiment yet.
        }
        return keys;
    }

    private async Task DeleteBlobsAsync(string prefix, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var blob in account.Blobs.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken))
                await account.Blobs.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            // No container: nothing large was ever written.
        }
    }
}
