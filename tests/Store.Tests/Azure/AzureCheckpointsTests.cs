using Search.Servers.Tests;
using Search.Store.Azure;
using Xunit;

namespace Search.Store.Tests.Azure;

/// <summary>Checkpoints of several attempts at one trial, the older of which do not know that they were given up.</summary>
public sealed class AzureCheckpointsTests(SharedAzurite azurite) : IAsyncLifetime
{
    private readonly string cluster = $"c{Guid.NewGuid():N}";
    private AzuriteServer? server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await azurite.ServerAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_kept_checkpoint_is_what_the_next_attempt_finds()
    {
        var checkpoints = Open();
        await checkpoints.BeginAsync("a", 7, 1, Token);
        await KeepAsync(checkpoints, 1, "e00001-a0001.checkpoint");

        var begun = await Open().BeginAsync("a", 7, 2, Token);

        Assert.Equal(2, begun!.Attempt);
        Assert.Equal("e00001-a0001.checkpoint", await ContentAsync(Assert.Single(begun.Names)));
    }

    [Fact]
    public async Task An_attempt_that_was_given_up_can_neither_write_nor_begin_again()
    {
        var (old, successor) = (Open(), Open());
        await old.BeginAsync("a", 7, 1, Token);
        await KeepAsync(old, 1, "e00001-a0001.checkpoint");
        await successor.BeginAsync("a", 7, 2, Token);

        Assert.False(await KeepAsync(old, 1, "e00002-a0001.checkpoint"));
        Assert.Null(await old.BeginAsync("a", 7, 1, Token));

        Assert.Equal(["e00001-a0001.checkpoint"], (await successor.HeadAsync("a", 7, Token))!.Names);
        Assert.Null(await ContentAsync("e00002-a0001.checkpoint"));
    }

    [Fact]
    public async Task The_newest_two_are_kept()
    {
        var checkpoints = Open();
        await checkpoints.BeginAsync("a", 7, 1, Token);
        for (var epoch = 1; epoch <= 4; epoch++)
            Assert.True(await KeepAsync(checkpoints, 1, $"e{epoch}"));
        Assert.True(await KeepAsync(checkpoints, 1, "e4"));

        Assert.Equal(["e4", "e3"], (await checkpoints.HeadAsync("a", 7, Token))!.Names);
        Assert.Null(await ContentAsync("e2"));
        Assert.Equal("e3", await ContentAsync("e3"));
    }

    [Fact]
    public async Task Of_attempts_that_race_the_latest_has_the_last_word()
    {
        await Task.WhenAll(Enumerable.Range(1, 8).Select(async attempt =>
        {
            var checkpoints = Open();
            if (await checkpoints.BeginAsync("a", 7, attempt, Token) is not null)
                await KeepAsync(checkpoints, attempt, $"a{attempt}");
        }));

        var head = await Open().HeadAsync("a", 7, Token);

        Assert.Equal((8, "a8"), (head!.Attempt, head.Names[0]));
    }

    [Fact]
    public async Task Checkpoints_go_with_their_experiment()
    {
        var checkpoints = Open();
        await checkpoints.BeginAsync("a", 7, 1, Token);
        await KeepAsync(checkpoints, 1, "e1");
        await using var store = new AzureExperimentStore(SharedAzurite.Address(server!, cluster));

        await store.DeleteAsync("a", Token);

        Assert.Null(await checkpoints.HeadAsync("a", 7, Token));
        Assert.Null(await ContentAsync("e1"));
    }

    private static Task<bool> KeepAsync(AzureCheckpoints checkpoints, int attempt, string name) =>
        checkpoints.TryKeepAsync("a", 7, attempt, name, BinaryData.FromString(name).ToStream(), Token);

    private AzureCheckpoints Open() => new(SharedAzurite.Address(server!, cluster));

    private async Task<string?> ContentAsync(string name)
    {
        using var content = new MemoryStream();
        return await Open().TryReadAsync("a", 7, name, content, Token) ? BinaryData.FromBytes(content.ToArray()).ToString() : null;
    }
}
