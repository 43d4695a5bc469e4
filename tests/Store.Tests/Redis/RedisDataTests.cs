using System.Text;
using Search.Store.Redis;
using StackExchange.Redis;
using Xunit;

namespace Search.Store.Tests.Redis;

/// <summary>Large, foreign and damaged data.</summary>
public sealed class RedisDataTests(SharedRedis redis) : IAsyncLifetime
{
    private readonly string cluster = $"c{Guid.NewGuid():N}";
    private RedisExperimentStore? opened;
    private ConnectionMultiplexer? raw;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RedisExperimentStore Store => opened!;

    private IDatabase Data => raw!.GetDatabase();

    public async ValueTask InitializeAsync()
    {
        var server = await redis.ServerAsync();
        opened = Open(server.Port, cluster);
        raw = await ConnectionMultiplexer.ConnectAsync(FormattableString.Invariant($"127.0.0.1:{server.Port}"));
        await Store.TryCreateAsync("a", Token);
        await Store.TryCreateAsync("b", Token);
        await Store.AppendAsync("a", 0, [Row("x"), Row("y"), Row("z")], Token);
        await Store.AppendAsync("b", 0, [Row("b")], Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (opened is not null)
            await opened.DisposeAsync();
        if (raw is not null)
            await raw.DisposeAsync();
    }

    [Fact]
    public async Task Clusters_on_one_server_do_not_see_each_other()
    {
        await using var other = Open((await redis.ServerAsync()).Port, cluster + "-2");

        Assert.Empty(await other.ListAsync(Token));
        Assert.Null(await other.HeadAsync("a", Token));
        Assert.True(await other.TryCreateAsync("a", Token));
        Assert.Equal(3, await Store.HeadAsync("a", Token));
        await other.DeleteAsync("a", Token);
        Assert.Equal(["a", "b"], await Store.ListAsync(Token));
    }

    [Fact]
    public async Task Many_rows_and_large_rows_are_one_append_and_come_back_in_pages()
    {
        ReadOnlyMemory<byte>[] rows = [.. Enumerable.Range(0, 2000).Select(i => (ReadOnlyMemory<byte>)new byte[i % 400 == 0 ? 300_000 : 300])];

        var head = await Store.AppendAsync("b", 1, rows, Token);

        var read = new List<int>();
        await foreach (var row in Store.ReadAsync("b", 1, Token))
            read.Add(row.Payload.Length);
        Assert.Equal(2001, head);
        Assert.Equal(rows.Select(row => row.Length), read);
    }

    [Fact]
    public async Task An_altered_row_is_noticed_and_concerns_its_experiment_only()
    {
        await Data.ListSetByIndexAsync(Key("journal"), 1, "another value");

        var error = await Assert.ThrowsAsync<CorruptExperimentException>(() => ReadAsync("a"));

        Assert.Contains("row 2 has been altered", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, await ReadAsync("b"));
    }

    [Fact]
    public async Task Rows_in_another_order_are_noticed()
    {
        await Data.ListRightPushAsync(Key("journal"), await Data.ListLeftPopAsync(Key("journal")));

        await Assert.ThrowsAsync<CorruptExperimentException>(() => ReadAsync("a"));
    }

    [Fact]
    public async Task Missing_rows_are_noticed_when_reading_and_when_appending()
    {
        await Data.ListRightPopAsync(Key("journal"));

        var reading = await Assert.ThrowsAsync<CorruptExperimentException>(() => ReadAsync("a"));
        await Assert.ThrowsAsync<CorruptExperimentException>(() => Store.AppendAsync("a", 3, [Row("w")], Token));

        Assert.Contains("row 3 is missing", reading.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_another_kind_is_noticed()
    {
        await Data.KeyDeleteAsync(Key("journal"));
        await Data.StringSetAsync(Key("journal"), "text");

        await Assert.ThrowsAsync<CorruptExperimentException>(() => ReadAsync("a"));
        await Assert.ThrowsAsync<CorruptExperimentException>(() => Store.AppendAsync("a", 3, [Row("w")], Token));
    }

    [Fact]
    public async Task A_damaged_snapshot_counts_as_none()
    {
        await Store.SaveSnapshotAsync("a", 2, [Row("p1"), Row("p2")], Token);
        await Data.ListSetByIndexAsync(Key("pages"), 1, "");

        Assert.Null(await Store.ReadSnapshotAsync("a", Token));
    }

    [Fact]
    public async Task A_snapshot_that_is_kept_never_expires_and_leaves_no_draft()
    {
        await Store.SaveSnapshotAsync("a", 1, [Row("p1")], Token);
        await Store.SaveSnapshotAsync("a", 2, [Row("p1"), Row("p2")], Token);
        await Store.SaveSnapshotAsync("a", 1, [Row("late")], Token);

        var keys = raw!.GetServers()[0].Keys(pattern: $"search:{{{cluster}/a}}:*").Select(key => key.ToString()).Order(StringComparer.Ordinal);

        Assert.Null(await Data.KeyTimeToLiveAsync(Key("pages")));
        Assert.Equal([Key("journal"), Key("pages"), Key("snapshot"), Key("state")], keys);
    }

    [Fact]
    public async Task An_experiment_of_a_newer_version_is_refused_and_left_alone()
    {
        await Data.HashSetAsync(Key("state"), "format", "2");

        var reading = await Assert.ThrowsAsync<StoreUnavailableException>(() => ReadAsync("a"));
        var writing = await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.AppendAsync("a", 3, [Row("w")], Token));

        Assert.Contains("newer version", reading.Message, StringComparison.Ordinal);
        Assert.Contains("newer version", writing.Message, StringComparison.Ordinal);
        Assert.Equal(3, await Data.ListLengthAsync(Key("journal")));
    }

    private static ReadOnlyMemory<byte> Row(string text) => Encoding.UTF8.GetBytes(text);

    private static RedisExperimentStore Open(int port, string cluster) => new(SharedRedis.Address(port, cluster));

    private string Key(string part) => $"search:{{{cluster}/a}}:{part}";

    private async Task<int> ReadAsync(string experiment)
    {
        var rows = 0;
        await foreach (var _ in Store.ReadAsync(experiment, 0, Token))
            rows++;
        return rows;
    }
}
