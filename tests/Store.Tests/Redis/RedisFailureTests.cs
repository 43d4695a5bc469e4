using System.Text;
using Search.Servers.Tests;
using Search.Store.Redis;
using StackExchange.Redis;
using Xunit;

namespace Search.Store.Tests.Redis;

/// <summary>Servers that are away, frozen, full, closed to us, or begin anew.</summary>
public sealed class RedisFailureTests(SharedRedis redis)
{
    private readonly string cluster = $"c{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_append_whose_answer_was_lost_is_written_once()
    {
        var server = await redis.ServerAsync();
        await using var proxy = new LossyProxy(server.Port);
        await using var store = await CreatedAsync(proxy.Port);
        proxy.LoseAnswerTo("row one"u8);

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync("a", 0, [Row("row one")], Token));
        await Assert.ThrowsAsync<StaleHeadException>(() => store.AppendAsync("a", 0, [Row("row one")], Token));

        Assert.Contains("not known", error.Message, StringComparison.Ordinal);
        Assert.Equal(["row one"], await TextsAsync(store));
        Assert.Equal(2, await store.AppendAsync("a", 1, [Row("row two")], Token));
    }

    [Fact]
    public async Task A_frozen_server_fails_calls_in_time_and_answers_again_once_it_thaws()
    {
        await using var server = await OrSkip.StartedAsync(RedisServer.StartAsync());
        await using var store = await CreatedAsync(server.Port, "?timeoutSeconds=2");
        await store.AppendAsync("a", 0, [Row("before")], Token);

        server.Freeze();
        var writing = Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync("a", 1, [Row("meanwhile")], Token));
        var reading = Assert.ThrowsAsync<StoreUnavailableException>(() => store.HeadAsync("a", Token));
        await Task.WhenAll(writing, reading);
        server.Thaw();
        await Eventually.AnsweredAsync(() => store.HeadAsync("a", Token));
        var later = await Record.ExceptionAsync(() => store.AppendAsync("a", 1, [Row("meanwhile")], Token));

        Assert.Contains("within 2 s", (await writing).Message, StringComparison.Ordinal);
        // The frozen append arrived before, or between, or not at all: once in any case.
        Assert.True(later is null or StaleHeadException, later?.ToString());
        Assert.Equal(["before", "meanwhile"], await TextsAsync(store));
    }

    [Fact]
    public async Task A_server_that_is_frozen_from_the_first_call_on_is_found_once_it_thaws()
    {
        await using var server = await OrSkip.StartedAsync(RedisServer.StartAsync());
        await using var store = new RedisExperimentStore(SharedRedis.Address(server.Port, cluster, options: "?timeoutSeconds=1"));

        server.Freeze();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.HeadAsync("a", Token));
        server.Thaw();

        Assert.Null(await Eventually.AnsweredAsync(() => store.HeadAsync("a", Token)));
    }

    [Fact]
    public async Task A_server_that_restarts_keeps_every_acknowledged_row_and_the_store_finds_it_again()
    {
        await using var server = await OrSkip.StartedAsync(RedisServer.StartAsync("--appendfsync", "always"));
        await using var store = await CreatedAsync(server.Port);
        var head = 0L;
        for (var i = 0; i < 50; i++)
            head = await store.AppendAsync("a", head, [Row($"{i}")], Token);
        await store.SaveSnapshotAsync("a", 20, [Row("page")], Token);

        await server.EndAsync();
        await server.StartAgainAsync();
        // The first calls may still meet the broken connection.
        await Eventually.AnsweredAsync(() => store.HeadAsync("a", Token));

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), await TextsAsync(store));
        Assert.Equal(20, (await store.ReadSnapshotAsync("a", Token))?.Head);
        Assert.Equal(51, await store.AppendAsync("a", head, [Row("next")], Token));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said_in_a_sentence_and_found_once_it_is()
    {
        await using var server = await OrSkip.StartedAsync(RedisServer.StartAsync());
        await using var store = new RedisExperimentStore(SharedRedis.Address(server.Port, cluster, options: "?timeoutSeconds=1"));
        await server.EndAsync();

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.TryCreateAsync("a", Token));
        await server.StartAgainAsync();

        Assert.StartsWith($"Redis at 127.0.0.1:{server.Port} cannot be reached", error.Message, StringComparison.Ordinal);
        Assert.Null(await Eventually.AnsweredAsync(() => store.HeadAsync("a", Token)));
    }

    [Theory]
    [InlineData("", "NOAUTH")]
    [InlineData(":s3cret-but-wrong@", "WRONGPASS")]
    [InlineData("somebody:s3cret-but-wrong@", "WRONGPASS")]
    public async Task A_wrong_password_is_said_in_a_sentence_that_does_not_hold_it(string user, string answer)
    {
        await using var server = await OrSkip.StartedAsync(RedisServer.StartAsync("--requirepass", "s3cret"));
        await using var right = new RedisExperimentStore(SharedRedis.Address(server.Port, cluster, ":s3cret@"));
        await using var wrong = new RedisExperimentStore(SharedRedis.Address(server.Port, cluster, user));

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => wrong.TryCreateAsync("a", Token));

        Assert.Contains("refused the user or the password", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
        Assert.Contains(answer, error.ToString(), StringComparison.Ordinal);
        Assert.True(await right.TryCreateAsync("a", Token));
    }

    [Fact]
    public async Task A_full_server_writes_none_of_the_rows_and_passes()
    {
        await using var server = await OrSkip.StartedAsync(RedisServer.StartAsync());
        await using var store = await CreatedAsync(server.Port);
        await ConfigureAsync(server, "maxmemory", "1");

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync("a", 0, ManyRows(2000), Token));
        var head = await store.HeadAsync("a", Token);
        await ConfigureAsync(server, "maxmemory", "0");

        Assert.Contains("out of memory", error.Message, StringComparison.Ordinal);
        Assert.Contains("nothing was written", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, head);
        Assert.Equal(2000, await store.AppendAsync("a", 0, ManyRows(2000), Token));
    }

    [Fact]
    public async Task A_replica_is_refused_in_a_sentence()
    {
        await using var server = await OrSkip.StartedAsync(RedisServer.StartAsync());
        await using var store = await CreatedAsync(server.Port);
        await using var admin = await AdminAsync(server);
        await admin.GetServer("127.0.0.1", server.Port).ExecuteAsync("REPLICAOF", "127.0.0.1", "1");

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync("a", 0, [Row("x")], Token));

        Assert.Contains("read-only replica", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_an_append_only_file_or_with_eviction_is_warned_of()
    {
        await using var careless = await OrSkip.StartedAsync(RedisServer.StartAsync("--appendonly", "no", "--maxmemory", "1gb", "--maxmemory-policy", "allkeys-lru"));
        await using var store = new RedisExperimentStore(SharedRedis.Address(careless.Port, cluster));
        await using var safe = new RedisExperimentStore(SharedRedis.Address((await redis.ServerAsync()).Port, cluster));

        var warnings = await store.WarningsAsync(Token);

        Assert.Collection(
            warnings,
            first => Assert.Contains("appendonly yes", first, StringComparison.Ordinal),
            second => Assert.Contains("noeviction", second, StringComparison.Ordinal));
        Assert.Empty(await safe.WarningsAsync(Token));
    }

    private static ReadOnlyMemory<byte> Row(string text) => Encoding.UTF8.GetBytes(text);

    private static ReadOnlyMemory<byte>[] ManyRows(int count) => [.. Enumerable.Range(0, count).Select(i => Row($"row {i}"))];

    private static async Task<List<string>> TextsAsync(RedisExperimentStore store)
    {
        var texts = new List<string>();
        await foreach (var row in store.ReadAsync("a", 0, Token))
            texts.Add(Encoding.UTF8.GetString(row.Payload.Span));
        return texts;
    }

    private static Task<ConnectionMultiplexer> AdminAsync(RedisServer server) => ConnectionMultiplexer.ConnectAsync(FormattableString.Invariant($"127.0.0.1:{server.Port},allowAdmin=true"));

    private static async Task ConfigureAsync(RedisServer server, string name, string value)
    {
        await using var admin = await AdminAsync(server);
        await admin.GetServer("127.0.0.1", server.Port).ConfigSetAsync(name, value);
    }

    private async Task<RedisExperimentStore> CreatedAsync(int port, string options = "")
    {
        var store = new RedisExperimentStore(SharedRedis.Address(port, cluster, options: options));
        await store.TryCreateAsync("a", Token);
        return store;
    }
}
