using System.Globalization;
using Search.Store.Sqlite;
using Search.Store.Tests.Processes;
using Xunit;

namespace Search.Store.Tests.Sqlite;

/// <summary>Several processes on one file, some of them killed.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Two_processes_read_every_acknowledged_row_while_one_writes()
    {
        await using var store = new SqliteExperimentStore(folder.Path);
        await store.TryCreateAsync("a", Token);
        using var one = new ChildProcess("read", folder.Path, "a");
        using var other = new ChildProcess("read", folder.Path, "a");

        var head = 0L;
        for (var round = 0; round < 10; round++)
        {
            var acknowledged = head;
            await Task.WhenAll(one.SayAsync("read"), other.SayAsync("read"));
            for (var i = 0; i < 20; i++)
                head = await store.AppendAsync("a", head, [Child.Row(head + 1)], Token);
            foreach (var answer in (string[])[await one.HearAsync(), await other.HearAsync()])
                Assert.InRange(long.Parse(answer, CultureInfo.InvariantCulture), acknowledged, head);
        }
    }

    [Fact]
    public async Task A_writer_killed_at_work_loses_nothing_that_was_acknowledged()
    {
        await using var store = new SqliteExperimentStore(folder.Path);
        await store.TryCreateAsync("a", Token);
        using var writer = new ChildProcess("append", folder.Path, "a");
        var acknowledged = 0L;
        while (acknowledged < 60)
            acknowledged = long.Parse(await writer.HearAsync(), CultureInfo.InvariantCulture);

        await writer.KillAsync();

        var rows = 0L;
        await foreach (var row in store.ReadAsync("a", 0, Token))
            Assert.Equal(Child.Row(++rows).ToArray(), row.Payload.ToArray());
        Assert.True(rows >= acknowledged, $"{acknowledged} rows were acknowledged, but only {rows} are there.");
        Assert.Equal(0, rows % 3);
        Assert.Equal(rows + 1, await store.AppendAsync("a", rows, [Child.Row(rows + 1)], Token));
    }

    [Fact]
    public async Task A_transaction_whose_process_was_killed_leaves_no_trace()
    {
        await using var store = new SqliteExperimentStore(folder.Path);
        await store.TryCreateAsync("a", Token);
        await store.AppendAsync("a", 0, [Child.Row(1)], Token);
        using var process = new ChildProcess("half", folder.At("a.db"));
        Assert.Equal("half", await process.HearAsync());

        await process.KillAsync();

        Assert.Equal(1, await store.HeadAsync("a", Token));
        Assert.Equal(2, await store.AppendAsync("a", 1, [Child.Row(2)], Token));
    }
}
