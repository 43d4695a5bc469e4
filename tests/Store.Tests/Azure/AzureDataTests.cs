using System.Text;
using Azure.Data.Tables;
using Search.Servers.Tests;
using Search.Store.Azure;
using Xunit;

namespace Search.Store.Tests.Azure;

/// <summary>Large, foreign, left over and damaged data.</summary>
public sealed class AzureDataTests(SharedAzurite azurite) : IAsyncLifetime
{
    private readonly string cluster = $"c{Guid.NewGuid():N}";
    private AzuriteServer? server;
    private AzureExperimentStore? store;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AzureExperimentStore Store => store!;

    private TableClient Table => new(server!.ConnectionString, "search");

    public async ValueTask InitializeAsync()
    {
        server = await azurite.ServerAsync();
        store = Open(cluster);
        await Store.TryCreateAsync("a", Token);
        await Store.TryCreateAsync("b", Token);
        await Store.AppendAsync("a", 0, [Row("x"), Row("y"), Row("z")], Token);
        await Store.AppendAsync("b", 0, [Row("b")], Token);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Clusters_on_one_account_do_not_see_each_other()
    {
        await using var other = Open(cluster + "-2");

        Assert.Empty(await other.ListAsync(Token));
        Assert.Null(await other.HeadAsync("a", Token));
        Assert.True(await other.TryCreateAsync("a", Token));
        await other.DeleteAsync("a", Token);
        Assert.Equal(["a", "b"], await Store.ListAsync(Token));
        Assert.Equal(3, await Store.HeadAsync("a", Token));
    }

    [Theory]
    [InlineData(1, 300_000)]
    [InlineData(2000, 300)]
    [InlineData(2000, 600)]
    [InlineData(2, 1_100_000)]
    public async Task Many_rows_and_large_rows_are_one_append(int count, int bytes)
    {
        ReadOnlyMemory<byte>[] rows = [.. Enumerable.Range(0, count).Select(i => (ReadOnlyMemory<byte>)Enumerable.Repeat((byte)i, bytes).ToArray())];

        var head = await Store.AppendAsync("b", 1, rows, Token);
        await Store.AppendAsync("b", head, [Row("after")], Token);

        var read = new List<JournalRow>();
        await foreach (var row in Store.ReadAsync("b", 1, Token))
            read.Add(row);
        Assert.Equal(count + 1, head);
        Assert.Equal(count + 1, read.Count);
        Assert.All(rows.Index(), pair => Assert.True(pair.Item.Span.SequenceEqual(read[pair.Index].Payload.Span)));
        Assert.Equal("after", Encoding.UTF8.GetString(read[^1].Payload.Span));
    }

    [Fact]
    public async Task Of_two_large_appends_at_one_head_one_is_seen()
    {
        await using var other = Open(cluster);
        ReadOnlyMemory<byte>[][] appends = [.. Enumerable.Range(0, 2).Select(i => new ReadOnlyMemory<byte>[] { Enumerable.Repeat((byte)i, 1_000_000).ToArray() })];

        var failures = await Task.WhenAll(
            Record.ExceptionAsync(() => Store.AppendAsync("b", 1, appends[0], Token)).AsTask(),
            Record.ExceptionAsync(() => other.AppendAsync("b", 1, appends[1], Token)).AsTask());

        var rows = new List<JournalRow>();
        await foreach (var row in Store.ReadAsync("b", 1, Token))
            rows.Add(row);
        Assert.IsType<StaleHeadException>(Assert.Single(failures, failure => failure is not null));
        Assert.True(Assert.Single(rows).Payload.Span.SequenceEqual(appends[Array.FindIndex(failures, failure => failure is null)][0].Span));
    }

    [Fact]
    public async Task An_altered_row_is_noticed_and_concerns_its_experiment_only()
    {
        var rows = await OnlyRowsAsync();
        var bytes = rows.GetBinary("d0");
        bytes[^1] ^= 1;
        rows["d0"] = bytes;
        await Table.UpdateEntityAsync(rows, rows.ETag, TableUpdateMode.Replace, Token);

        var error = await Assert.ThrowsAsync<CorruptExperimentException>(() => ReadAsync("a"));

        Assert.Contains("row 3 has been altered", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, await ReadAsync("b"));
    }

    [Fact]
    public async Task Missing_rows_are_noticed()
    {
        await Store.AppendAsync("a", 3, [Row("w")], Token);
        var rows = await OnlyRowsAsync();
        await Table.DeleteEntityAsync(rows.PartitionKey, rows.RowKey, cancellationToken: Token);

        var error = await Assert.ThrowsAsync<CorruptExperimentException>(() => ReadAsync("a"));

        Assert.Contains("row 1 is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_interrupted_deletion_leaves_is_never_taken_for_a_new_experiment_s()
    {
        await Store.SaveSnapshotAsync("a", 2, [Row("page")], Token);
        await Table.DeleteEntityAsync($"{cluster}:a", "head", cancellationToken: Token);

        Assert.Equal(["b"], await Store.ListAsync(Token));
        Assert.True(await Store.TryCreateAsync("a", Token));

        Assert.Null(await Store.ReadSnapshotAsync("a", Token));
        Assert.Equal(3, await Store.AppendAsync("a", 0, [Row("1"), Row("2"), Row("3")], Token));
        Assert.Equal(3, await ReadAsync("a"));
    }

    [Fact]
    public async Task An_experiment_of_a_newer_version_is_refused_and_left_alone()
    {
        var head = (await Table.GetEntityAsync<TableEntity>($"{cluster}:a", "head", cancellationToken: Token)).Value;
        head["format"] = 2;
        await Table.UpdateEntityAsync(head, head.ETag, TableUpdateMode.Replace, Token);

        var reading = await Assert.ThrowsAsync<StoreUnavailableException>(() => ReadAsync("a"));
        var writing = await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.AppendAsync("a", 3, [Row("w")], Token));

        Assert.Contains("newer version", reading.Message, StringComparison.Ordinal);
        Assert.Contains("newer version", writing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_whose_blob_is_gone_counts_as_none()
    {
        await Store.SaveSnapshotAsync("a", 2, [Row("p1"), Row("p2")], Token);
        var blobs = new global::Azure.Storage.Blobs.BlobContainerClient(server!.ConnectionString, "search");
        await foreach (var blob in blobs.GetBlobsAsync(default, default, $"{cluster}/a/", Token))
            await blobs.DeleteBlobAsync(blob.Name, cancellationToken: Token);

        Assert.Null(await Store.ReadSnapshotAsync("a", Token));
    }

    private static ReadOnlyMemory<byte> Row(string text) => Encoding.UTF8.GetBytes(text);

    private AzureExperimentStore Open(string cluster) => new(SharedAzurite.Address(server!, cluster));

    /// <summary>The first entity of rows of experiment a.</summary>
    private async Task<TableEntity> OnlyRowsAsync()
    {
        await foreach (var entity in Table.QueryAsync<TableEntity>($"PartitionKey eq '{cluster}:a' and first eq 1L", cancellationToken: Token))
            return entity;
        throw new InvalidOperationException("There are no rows.");
    }

    private async Task<int> ReadAsync(string experiment)
    {
        var rows = 0;
        await foreach (var _ in Store.ReadAsync(experiment, 0, Token))
            rows++;
        return rows;
    }
}
