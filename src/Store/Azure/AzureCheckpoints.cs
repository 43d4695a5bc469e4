using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Search.Store.Azure;

/// <summary>Trials' checkpoints as blobs, fenced: once an attempt has begun, an older one that lives on can change nothing any more.</summary>
/// <remarks>
/// Each trial has a small head blob, which names the newest attempt and the checkpoints that count, and is replaced on condition that nobody else has.
/// A checkpoint is uploaded first, under a name that holds its attempt, and counts once the head names it. Two are kept, as in a folder.
/// They go with their experiment. Safe for concurrent use.
/// </remarks>
public sealed class AzureCheckpoints
{
    /// <summary>How many checkpoints a trial keeps.</summary>
    public const int Kept = 2;

    private readonly AzureAccount account;
    private readonly AzureAddress address;

    /// <summary>The checkpoints at an address. Opening costs nothing: the first call connects.</summary>
    /// <exception cref="FormatException">The address' connection string cannot be read.</exception>
    public AzureCheckpoints(AzureAddress address)
    {
        this.address = address;
        account = new AzureAccount(address);
    }

    /// <summary>Tells that an attempt begins: older ones are refused from here on.</summary>
    /// <returns>What the trial has; null when a later attempt has begun already, and this one must stop.</returns>
    /// <exception cref="StoreUnavailableException">The account is out of reach or refuses; whether the attempt counts as begun is not known: begin it again.</exception>
    public Task<CheckpointHead?> BeginAsync(string experiment, int trial, int attempt, CancellationToken cancellationToken)
    {
        var folder = FolderOf(experiment, trial);
        return account.CallAsync(async () =>
        {
            await account.CreateAsync();
            return await ReplaceAsync(folder, attempt, head => head with { Attempt = attempt }, cancellationToken);
        }, cancellationToken);
    }

    /// <summary>Keeps a checkpoint and drops the older ones but the newest of them.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="attempt">The attempt that writes; it must have begun.</param>
    /// <param name="name">The checkpoint's name; it must hold the attempt, so that no other attempt writes it.</param>
    /// <param name="content">The checkpoint from the stream's position on.</param>
    /// <param name="cancellationToken">Gives up; the checkpoint then does not count.</param>
    /// <returns>False when a later attempt has begun: the checkpoint does not count, and this attempt must stop.</returns>
    /// <exception cref="StoreUnavailableException">The account is out of reach or refuses; the checkpoint may count: keep it again.</exception>
    public Task<bool> TryKeepAsync(string experiment, int trial, int attempt, string name, Stream content, CancellationToken cancellationToken)
    {
        var folder = FolderOf(experiment, trial);
        ExperimentName.Check(name);
        return account.CallAsync(async () =>
        {
            var blob = account.Blobs.GetBlobClient(folder + name);
            await blob.UploadAsync(content, overwrite: true, cancellationToken);
            IReadOnlyList<string> dropped = [];
            var kept = await ReplaceAsync(folder, attempt, head =>
            {
                string[] others = [.. head.Names.Where(other => other != name)];
                dropped = others[Math.Min(Kept - 1, others.Length)..];
                return new(attempt, [name, .. others.Take(Kept - 1)]);
            }, cancellationToken);
            if (kept is null)
                dropped = [name];
            // What is not deleted now, because the process dies, goes with the experiment.
            foreach (var old in dropped)
                await account.Blobs.DeleteBlobIfExistsAsync(folder + old, cancellationToken: cancellationToken);
            return kept is not null;
        }, cancellationToken);
    }

    /// <summary>What a trial has; null when none of its attempts has begun.</summary>
    /// <exception cref="StoreUnavailableException">The account is out of reach or refuses.</exception>
    public Task<CheckpointHead?> HeadAsync(string experiment, int trial, CancellationToken cancellationToken)
    {
        var folder = FolderOf(experiment, trial);
        return account.CallAsync(async () => (await ReadHeadAsync(folder, cancellationToken)).Head, cancellationToken);
    }

    /// <summary>Copies a checkpoint into a stream.</summary>
    /// <returns>False when it is not there.</returns>
    /// <exception cref="StoreUnavailableException">The account is out of reach or refuses; the stream may hold a part.</exception>
    public Task<bool> TryReadAsync(string experiment, int trial, string name, Stream into, CancellationToken cancellationToken)
    {
        var folder = FolderOf(experiment, trial);
        ExperimentName.Check(name);
        return account.CallAsync(async () =>
        {
            try
            {
                await account.Blobs.GetBlobClient(folder + name).DownloadToAsync(into, cancellationToken);
                return true;
            }
            catch (RequestFailedException missing) when (missing.Status == 404)
            {
                return false;
            }
        }, cancellationToken);
    }

    private string FolderOf(string experiment, int trial)
    {
        ExperimentName.Check(experiment);
        return string.Create(CultureInfo.InvariantCulture, $"{address.ClusterId}/{experiment}/checkpoints/{trial}/");
    }

    private BlobClient HeadBlob(string folder) => account.Blobs.GetBlobClient(folder + "head");

    private async Task<(CheckpointHead? Head, ETag Version)> ReadHeadAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            var read = await HeadBlob(folder).DownloadContentAsync(cancellationToken);
            return (CheckpointHead.Of(read.Value.Content), read.Value.Details.ETag);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return (null, default);
        }
    }

    /// <summary>Replaces the head in the name of an attempt; null when a later one has begun.</summary>
    private async Task<CheckpointHead?> ReplaceAsync(string folder, int attempt, Func<CheckpointHead, CheckpointHead> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (head, version) = await ReadHeadAsync(folder, cancellationToken);
            if (head?.Attempt > attempt)
                return null;
            var next = change(head ?? new(attempt, []));
            var condition = head is null ? new BlobRequestConditions { IfNoneMatch = ETag.All } : new() { IfMatch = version };
            try
            {
                await HeadBlob(folder).UploadAsync(next.ToData(), new BlobUploadOptions { Conditions = condition }, cancellationToken);
                return next;
            }
            catch (RequestFailedException moved) when (moved.Status is 409 or 412)
            {
                // Another attempt, or this very request, sent again by the library after its answer was lost: the next look tells.
            }
        }
    }
}
