using Search.Store.Sqlite;
using SQLitePCL;
using Xunit;

namespace Search.Store.Tests.Sqlite;

/// <summary>Group commit and the writer's life.</summary>
public sealed class ExperimentWriterTests : IDisposable
{
    private static readonly ReadOnlyMemory<byte> Row = new byte[10];
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Appends_that_wait_together_share_one_transaction()
    {
        using var committing = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        var commits = 0;
        await using var store = new SqliteExperimentStore(folder.Path, SqliteSchema.Current, Deadline, connection =>
            raw.sqlite3_commit_hook(connection.Handle, _ =>
            {
                commits++;
                committing.Release();
                goOn.Wait(Deadline, Token);
                return 0;
            }, null));
        await store.TryCreateAsync("a", Token);

        var first = store.AppendAsync("a", 0, [Row], Token);
        Assert.True(await committing.WaitAsync(Deadline, Token));
        var others = Enumerable.Range(1, 200).Select(head => store.AppendAsync("a", head, [Row], Token)).ToList();
        goOn.Release(10);
        await Task.WhenAll([first, .. others]).WaitAsync(Deadline, Token);

        Assert.Equal(2, commits);
        Assert.Equal(201, await store.HeadAsync("a", Token));
    }

    [Fact]
    public async Task A_failed_commit_fails_all_that_shared_it_and_writes_none_of_them()
    {
        var commits = 0;
        using var committing = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        await using var store = new SqliteExperimentStore(folder.Path, SqliteSchema.Current, Deadline, connection =>
            raw.sqlite3_commit_hook(connection.Handle, _ =>
            {
                committing.Release();
                goOn.Wait(Deadline, Token);
                return ++commits == 2 ? 1 : 0;
            }, null));
        await store.TryCreateAsync("a", Token);

        var first = store.AppendAsync("a", 0, [Row], Token);
        Assert.True(await committing.WaitAsync(Deadline, Token));
        var others = new[] { store.AppendAsync("a", 1, [Row], Token), store.AppendAsync("a", 1, [Row], Token), store.AppendAsync("a", 2, [Row], Token) };
        goOn.Release(10);

        Assert.Equal(1, await first);
        foreach (var other in others)
            await Assert.ThrowsAsync<StoreUnavailableException>(() => other);
        Assert.Equal(1, await store.HeadAsync("a", Token));
        Assert.Equal(2, await store.AppendAsync("a", 1, [Row], Token));
    }

    [Fact]
    public async Task An_idle_writer_closes_its_file_and_the_next_append_opens_another()
    {
        await using var store = new SqliteExperimentStore(folder.Path, SqliteSchema.Current, TimeSpan.Zero, writable: null);
        await store.TryCreateAsync("a", Token);

        for (var head = 0; head < 20; head++)
            Assert.Equal(head + 1, await store.AppendAsync("a", head, [Row], Token));
    }

    [Fact]
    public async Task Disposing_carries_out_what_was_queued_and_closes_the_file()
    {
        var store = new SqliteExperimentStore(folder.Path);
        await store.TryCreateAsync("a", Token);
        var appends = Enumerable.Range(0, 50).Select(head => store.AppendAsync("a", head, [Row], Token)).ToList();

        await store.DisposeAsync();

        Assert.Equal(50, (await Task.WhenAll(appends)).Max());
        Assert.Equal([folder.At("a.db")], Directory.EnumerateFiles(folder.Path));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.AppendAsync("a", 50, [Row], Token));
    }
}
