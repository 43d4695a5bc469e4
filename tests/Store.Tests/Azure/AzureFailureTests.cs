using System.Text;
using Search.Servers.Tests;
using Search.Store.Azure;
using Search.Store.Cluster;
using Xunit;

namespace Search.Store.Tests.Azure;

/// <summary>Accounts that are away, frozen, closed to us, or whose answer is lost.</summary>
public sealed class AzureFailureTests(SharedAzurite azurite)
{
    private readonly string cluster = $"c{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_append_whose_answer_was_lost_is_written_once_and_knows_itself_again()
    {
        var server = await azurite.ServerAsync();
        await using var proxy = new LossyProxy(server.TablePort);
        await using var store = Open(server.ConnectionString.Replace($":{server.TablePort}/", $":{proxy.Port}/", StringComparison.Ordinal));
        await store.TryCreateAsync("a", Token);
        proxy.LoseAnswerTo("$batch"u8);

        var head = await store.AppendAsync("a", 0, [Row("x"), Row("y")], Token);

        Assert.True(proxy.HasLost);
        Assert.Equal(2, head);
        Assert.Equal(["x", "y"], await TextsAsync(store));
        Assert.Equal(3, await store.AppendAsync("a", 2, [Row("z")], Token));
    }

    [Fact]
    public async Task A_frozen_account_fails_calls_in_time_and_answers_again_once_it_thaws()
    {
        await using var server = await OrSkip.StartedAsync(AzuriteServer.StartAsync());
        await using var store = Open(server.ConnectionString, "?timeoutSeconds=1");
        await store.TryCreateAsync("a", Token);
        await store.AppendAsync("a", 0, [Row("before")], Token);

        server.Freeze();
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync("a", 1, [Row("meanwhile")], Token));
        server.Thaw();
        await Eventually.AnsweredAsync(() => store.HeadAsync("a", Token));
        var later = await Record.ExceptionAsync(() => store.AppendAsync("a", 1, [Row("meanwhile")], Token));

        Assert.Contains("did not answer within 1 s", error.Message, StringComparison.Ordinal);
        // The frozen append arrived before, or between, or not at all: once in any case.
        Assert.True(later is null or StaleHeadException, later?.ToString());
        Assert.Equal(["before", "meanwhile"], await TextsAsync(store));
    }

    [Fact]
    public async Task An_account_that_nobody_has_used_yet_is_empty()
    {
        await using var server = await OrSkip.StartedAsync(AzuriteServer.StartAsync());
        await using var store = Open(server.ConnectionString);

        Assert.Empty(await store.ListAsync(Token));
        Assert.Null(await store.HeadAsync("a", Token));
        Assert.Null(await store.ReadSnapshotAsync("a", Token));
        await store.DeleteAsync("a", Token);
        await Assert.ThrowsAsync<KeyNotFoundException>(() => store.AppendAsync("a", 0, [Row("x")], Token));
    }

    [Fact]
    public async Task An_account_that_is_not_there_is_said_in_a_sentence()
    {
        var server = await azurite.ServerAsync();
        var proxy = new LossyProxy(server.TablePort);
        var port = proxy.Port;
        await proxy.DisposeAsync();
        await using var store = Open(server.ConnectionString.Replace($":{server.TablePort}/", $":{port}/", StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.HeadAsync("a", Token));

        Assert.StartsWith("The storage account devstoreaccount1 cannot be reached", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_said_in_a_sentence_that_does_not_hold_it()
    {
        var server = await azurite.ServerAsync();
        var key = Convert.ToBase64String(Encoding.ASCII.GetBytes("not the key of this account"));
        await using var store = Open(server.ConnectionString.Split(';').Select(part => part.StartsWith("AccountKey", StringComparison.Ordinal) ? $"AccountKey={key}" : part).Aggregate((a, b) => $"{a};{b}"));

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.HeadAsync("a", Token));

        Assert.Contains("refused", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, error.ToString(), StringComparison.Ordinal);
    }

    private static ReadOnlyMemory<byte> Row(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task<List<string>> TextsAsync(AzureExperimentStore store)
    {
        var texts = new List<string>();
        await foreach (var row in store.ReadAsync("a", 0, Token))
            texts.Add(Encoding.UTF8.GetString(row.Payload.Span));
        return texts;
    }

    private AzureExperimentStore Open(string connection, string options = "") =>
        new((AzureAddress)ClusterAddress.Parse($"azure://{AzuriteServer.Account}/{cluster}{options}", _ => connection));
}
