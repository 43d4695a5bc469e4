using Azure;
using Azure.Data.Tables;

namespace Search.Store.Azure;

/// <summary>An experiment's snapshot: a blob that is written whole, and an entity that names it and is replaced on condition that nobody else has.</summary>
internal sealed class AzureSnapshots(AzureAccount account, AzureJournal journal)
{
    private const string RowKeyEnd = "-snapshot";

    /// <summary>Keeps pages instead of older ones.</summary>
    public async Task SaveAsync(AzureState state, long head, IReadOnlyList<ReadOnlyMemory<byte>> pages, CancellationToken cancellationToken)
    {
        var name = journal.NameBlob(state, "snapshot");
        var former = await PointerAsync(state, cancellationToken);
        if (former is not null && HeadOf(former) > head)
            return;
        await account.Blobs.GetBlobClient(name).UploadAsync(new BinaryData(RowFrames.Write(1, pages)), cancellationToken);
        while (!await TryPointAsync(new TableEntity(journal.Partition, state.Identity + RowKeyEnd) { ["head"] = head, ["pages"] = pages.Count, ["blob"] = name }, former))
        {
            former = await PointerAsync(state, cancellationToken);
            if (former is null || HeadOf(former) <= head)
                continue;
            // A newer one has come.
            await account.Blobs.DeleteBlobIfExistsAsync(name, cancellationToken: cancellationToken);
            return;
        }
        if (former is not null && former.GetString("blob") is { } old)
            await account.Blobs.DeleteBlobIfExistsAsync(old, cancellationToken: cancellationToken);
    }

    /// <summary>The newest; null when there is none or it is damaged.</summary>
    public async Task<ExperimentSnapshot?> ReadAsync(AzureState state, CancellationToken cancellationToken)
    {
        for (ETag? gone = null; ;)
        {
            var pointer = await PointerAsync(state, cancellationToken);
            if (pointer is null || pointer.ETag == gone || pointer.GetString("blob") is not { } name || pointer.GetInt32("pages") is not { } count)
                return null;
            try
            {
                await using var stream = await account.Blobs.GetBlobClient(name).OpenReadAsync(cancellationToken: cancellationToken);
                return await PagesAsync(stream, count, cancellationToken) is { } pages ? new(HeadOf(pointer), pages) : null;
            }
            catch (RequestFailedException missing) when (missing.Status == 404)
            {
                // A newer one has come between, or there is none to come and this one is damaged.
                gone = pointer.ETag;
            }
        }
    }

    private static long HeadOf(TableEntity pointer) => pointer.GetInt64("head") ?? 0;

    private static async Task<List<ReadOnlyMemory<byte>>?> PagesAsync(Stream stream, int count, CancellationToken cancellationToken)
    {
        var pages = new List<ReadOnlyMemory<byte>>();
        while (pages.Count < count)
        {
            if (await RowFrames.ReadAsync(stream, pages.Count + 1, cancellationToken) is not { } page)
                return null;
            pages.Add(page);
        }
        return pages;
    }

    private async Task<TableEntity?> PointerAsync(AzureState state, CancellationToken cancellationToken)
    {
        var entity = await account.Table.GetEntityIfExistsAsync<TableEntity>(journal.Partition, state.Identity + RowKeyEnd, cancellationToken: cancellationToken);
        return entity.HasValue ? entity.Value : null;
    }

    private async Task<bool> TryPointAsync(TableEntity pointer, TableEntity? former)
    {
        try
        {
            if (former is null)
                await account.Table.AddEntityAsync(pointer, CancellationToken.None);
            else
                await account.Table.UpdateEntityAsync(pointer, former.ETag, TableUpdateMode.Replace, CancellationToken.None);
            return true;
        }
        catch (RequestFailedException moved) when (moved.Status is 404 or 409 or 412)
        {
            return false;
        }
    }
}
