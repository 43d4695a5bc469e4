using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace Search.Store.Azure;

/// <summary>One experiment's partition: its head, its batches of rows, the pointer to its snapshot.</summary>
internal sealed class AzureJournal(AzureAccount account, AzureAddress address, string experiment)
{
    // As many batches as fit a page of a read; the first page guesses low, the next ones go by what the last one held.
    private const int FirstPage = 32, MostPage = 1000, PageBytes = 4 << 20;

    private readonly Lock gate = new();
    private Task tail = Task.CompletedTask;
    private AzureState? known;

    /// <summary>All entities of the experiment. No name holds a colon, so that no two experiments share a partition.</summary>
    public string Partition { get; } = $"{address.ClusterId}:{experiment}";

    /// <summary>The beginning of the names of all its blobs.</summary>
    public string BlobPrefix { get; } = $"{address.ClusterId}/{experiment}/";

    public string NameBlob(AzureState state, string kind) => $"{BlobPrefix}{state.Identity}/{kind}-{AzureState.NewName()}";

    /// <summary>False when the experiment exists.</summary>
    public async Task<bool> TryCreateAsync(CancellationToken cancellationToken)
    {
        var state = AzureState.Empty;
        try
        {
            await account.Table.AddEntityAsync(state.ToEntity(Partition), cancellationToken);
            return true;
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            // By somebody else, or by this very request, sent again by the library after its answer was lost.
            return (await StateAsync(cancellationToken))?.Identity == state.Identity;
        }
    }

    /// <summary>The head entity; null when there is no such experiment.</summary>
    public async Task<AzureState?> StateAsync(CancellationToken cancellationToken)
    {
        var entity = await account.Table.GetEntityIfExistsAsync<TableEntity>(Partition, AzureState.RowKey, cancellationToken: cancellationToken);
        if (!entity.HasValue)
            return null;
        var state = AzureState.Of(entity.Value!) ?? throw Damaged("its head cannot be read");
        if (state.Format > AzureState.CurrentFormat)
            throw new StoreUnavailableException(
                $"{experiment} in {address} was written by a newer version of search (format {state.Format}; this one reads up to {AzureState.CurrentFormat}): use that version, nothing was changed.");
        return state;
    }

    /// <summary>Appends after the appends that were called for before: each is a request of its own, and requests overtake each other.</summary>
    public Task<long> AppendAsync(long expectedHead, IReadOnlyList<ReadOnlyMemory<byte>> rows, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var append = AfterAsync(tail);
            tail = append;
            return append;
        }

        async Task<long> AfterAsync(Task former)
        {
            // Its failure is its own caller's.
            await former.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
            cancellationToken.ThrowIfCancellationRequested();
            return await AppendNowAsync(expectedHead, rows);
        }
    }

    /// <summary>The rows after one and up to another, in order.</summary>
    public async IAsyncEnumerable<JournalRow> RowsAsync(AzureState state, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var most = FirstPage;
        while (after < state.Head)
        {
            var (batches, bytes) = await BatchesAsync(state, after, most, cancellationToken);
            foreach (var batch in batches)
            {
                if (batch.First > after + 1 || batch.Last <= after)
                    throw Damaged($"row {after + 1} is missing");
                using var frames = await account.CallAsync(() => OpenAsync(batch, after, cancellationToken), cancellationToken);
                for (var sequence = batch.First; sequence <= Math.Min(batch.Last, state.Head); sequence++)
                {
                    var payload = await account.CallAsync(() => RowFrames.ReadAsync(frames, sequence, cancellationToken), cancellationToken)
                        ?? throw Damaged($"row {sequence} has been altered");
                    if (sequence > after)
                        yield return new JournalRow(sequence, payload);
                }
                after = Math.Min(batch.Last, state.Head);
                if (after == state.Head)
                    break;
            }
            if (batches.Count == 0)
                throw Damaged($"row {after + 1} is missing");
            most = (int)Math.Clamp(PageBytes / Math.Max(1, bytes / batches.Count), 1, MostPage);
        }
    }

    /// <summary>An error about this experiment's data.</summary>
    public CorruptExperimentException Damaged(string what) => new(
        $"The data of {experiment} in {address} are damaged: {what}; restore them from a backup or delete the experiment. Other experiments are not concerned.");

    public KeyNotFoundException NoSuch() => new($"There is no experiment \"{experiment}\" in {address}.");

    private async Task<long> AppendNowAsync(long expectedHead, IReadOnlyList<ReadOnlyMemory<byte>> rows)
    {
        var append = AzureState.NewName();
        RowBatch? batch = null;
        // What an append of one's own left is still so, or the transaction finds that it is not; without rows there is no transaction.
        var state = known is { } last && last.Head == expectedHead && rows.Count > 0 ? last : await StateAsync(CancellationToken.None);
        while (true)
        {
            known = null;
            if (state is null)
                throw NoSuch();
            if (state.Append == append)
                break;
            if (state.Head != expectedHead)
                throw new StaleHeadException(
                    $"The journal of {experiment} ends at row {state.Head}, but row {expectedHead} was expected: another writer was here; read the new rows and decide again.");
            if (rows.Count == 0)
                break;
            batch ??= await BatchAsync(state, rows);
            try
            {
                state = await SubmitAsync(state, batch, append);
                break;
            }
            catch (RequestFailedException moved) when (moved.Status is 404 or 409 or 412)
            {
                // Another writer, a deletion, or this very transaction, sent again by the library after its answer was lost.
                state = await StateAsync(CancellationToken.None);
            }
        }
        known = state;
        return state.Head;
    }

    private async Task<RowBatch> BatchAsync(AzureState state, IReadOnlyList<ReadOnlyMemory<byte>> rows)
    {
        var frames = RowFrames.Write(state.Head + 1, rows);
        if (frames.Length <= RowBatch.MostBytes)
            return new(state.Head + 1, state.Head + rows.Count, frames, null);
        var name = NameBlob(state, "rows");
        await account.Blobs.GetBlobClient(name).UploadAsync(new BinaryData(frames), CancellationToken.None);
        return new(state.Head + 1, state.Head + rows.Count, null, name);
    }

    private async Task<AzureState> SubmitAsync(AzureState state, RowBatch batch, string append)
    {
        var next = state with { Head = batch.Last, Append = append };
        var answers = await account.Table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.UpdateReplace, next.ToEntity(Partition), state.Version),
                new(TableTransactionActionType.Add, batch.ToEntity(Partition, state.Identity)),
            ],
            CancellationToken.None);
        return next with { Version = answers.Value[0].Headers.ETag ?? throw new InvalidOperationException("The account did not name the head's new version.") };
    }

    private Task<(List<RowBatch> Batches, long Bytes)> BatchesAsync(AzureState state, long after, int most, CancellationToken cancellationToken) => account.CallAsync(async () =>
    {
        var (batches, bytes) = (new List<RowBatch>(), 0L);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {RowBatch.Key(state.Identity, after + 1)} and RowKey lt {RowBatch.EndOfKeys(state.Identity)}");
        await foreach (var page in account.Table.QueryAsync<TableEntity>(filter, most, cancellationToken: cancellationToken).AsPages())
        {
            foreach (var entity in page.Values)
            {
                batches.Add(RowBatch.Of(entity) ?? throw Damaged($"the rows {entity.RowKey} cannot be read"));
                bytes += batches[^1].Frames?.Length ?? 0;
            }
            // A page may be empty and yet not the last.
            if (batches.Count > 0)
                break;
        }
        return (batches, bytes);
    }, cancellationToken);

    private async Task<Stream> OpenAsync(RowBatch batch, long after, CancellationToken cancellationToken)
    {
        if (batch.Blob is null)
            return new MemoryStream(batch.Frames ?? []);
        try
        {
            return await account.Blobs.GetBlobClient(batch.Blob).OpenReadAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            throw Damaged($"row {after + 1} is missing");
        }
    }
}
