using System.Text;
using CsCheck;
using Xunit;

namespace Search.Store.Tests;

/// <summary>What every <see cref="IExperimentStore"/> promises; a store's tests derive from it.</summary>
public abstract class ExperimentStoreContract
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A store on this test's data; every call another instance on the same data.</summary>
    protected abstract IExperimentStore Open();

    /// <summary>A store on what the data would be had the process been killed now.</summary>
    protected abstract IExperimentStore OpenAfterKill();

    protected static ReadOnlyMemory<byte> Row(string text) => Encoding.UTF8.GetBytes(text);

    protected static async Task<List<string>> TextsAsync(IExperimentStore store, string experiment, long after = 0)
    {
        var texts = new List<string>();
        await foreach (var row in store.ReadAsync(experiment, after, Token))
        {
            Assert.Equal(after + texts.Count + 1, row.Sequence);
            texts.Add(Encoding.UTF8.GetString(row.Payload.Span));
        }
        return texts;
    }

    [Fact]
    public async Task A_new_experiment_is_empty()
    {
        await using var store = Open();

        var created = await store.TryCreateAsync("a", Token);

        Assert.True(created);
        Assert.Equal(0, await store.HeadAsync("a", Token));
        Assert.Empty(await TextsAsync(store, "a"));
        Assert.Null(await store.ReadSnapshotAsync("a", Token));
    }

    [Fact]
    public async Task An_unknown_experiment_has_no_head_and_no_snapshot()
    {
        await using var store = Open();

        Assert.Null(await store.HeadAsync("a", Token));
        Assert.Null(await store.ReadSnapshotAsync("a", Token));
        Assert.Empty(await store.ListAsync(Token));
    }

    [Fact]
    public async Task Writing_to_or_reading_from_an_unknown_experiment_is_an_error_and_creates_nothing()
    {
        await using var store = Open();

        await Assert.ThrowsAsync<KeyNotFoundException>(() => store.AppendAsync("a", 0, [Row("x")], Token));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => store.SaveSnapshotAsync("a", 0, [], Token));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => TextsAsync(store, "a"));

        Assert.Empty(await store.ListAsync(Token));
    }

    [Fact]
    public async Task A_taken_identifier_is_refused_and_keeps_its_rows()
    {
        await using var store = Open();
        await store.TryCreateAsync("a", Token);
        await store.AppendAsync("a", 0, [Row("x")], Token);

        var created = await store.TryCreateAsync("a", Token);

        Assert.False(created);
        Assert.Equal(["x"], await TextsAsync(store, "a"));
    }

    [Fact]
    public async Task Of_concurrent_creators_one_succeeds()
    {
        await using var one = Open();
        await using var other = Open();

        var created = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? one : other).TryCreateAsync("a", Token)));

        Assert.Single(created, true);
    }

    [Fact]
    public async Task Rows_come_back_in_order_to_every_instance()
    {
        await using var store = Open();
        await using var other = Open();
        await store.TryCreateAsync("a", Token);

        var first = await store.AppendAsync("a", 0, [Row("x"), Row("y")], Token);
        var second = await store.AppendAsync("a", first, [Row("z")], Token);

        Assert.Equal((2, 3), (first, second));
        Assert.Equal(["x", "y", "z"], await TextsAsync(store, "a"));
        Assert.Equal(["x", "y", "z"], await TextsAsync(other, "a"));
        Assert.Equal(3, await other.HeadAsync("a", Token));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    [InlineData(9, 0)]
    public async Task Reading_starts_after_the_given_row(long after, int expected)
    {
        await using var store = Open();
        await store.TryCreateAsync("a", Token);
        await store.AppendAsync("a", 0, [Row("x"), Row("y"), Row("z")], Token);

        var rows = await TextsAsync(store, "a", after);

        Assert.Equal(expected, rows.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_stale_append_is_refused_and_writes_nothing(long expectedHead)
    {
        await using var store = Open();
        await store.TryCreateAsync("a", Token);
        await store.AppendAsync("a", 0, [Row("x")], Token);

        await Assert.ThrowsAsync<StaleHeadException>(() => store.AppendAsync("a", expectedHead, [Row("y")], Token));

        Assert.Equal(["x"], await TextsAsync(store, "a"));
    }

    [Fact]
    public async Task An_empty_append_only_checks_the_head()
    {
        await using var store = Open();
        await store.TryCreateAsync("a", Token);

        var head = await store.AppendAsync("a", 0, [], Token);

        Assert.Equal(0, head);
        await Assert.ThrowsAsync<StaleHeadException>(() => store.AppendAsync("a", 1, [], Token));
    }

    [Fact]
    public async Task Of_appenders_at_the_same_head_one_wins()
    {
        await using var one = Open();
        await using var other = Open();
        await one.TryCreateAsync("a", Token);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Succeeds((i % 2 == 0 ? one : other).AppendAsync("a", 0, [Row($"{i}")], Token))));

        Assert.Single(outcomes, true);
        Assert.Equal(1, await one.HeadAsync("a", Token));
    }

    [Fact]
    public async Task Appenders_that_read_again_and_retry_lose_no_row_and_double_none()
    {
        await using var one = Open();
        await using var other = Open();
        await one.TryCreateAsync("a", Token);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            var store = i % 2 == 0 ? one : other;
            for (var n = 0; n < 5; n++)
                while (!await Succeeds(store.AppendAsync("a", (await store.HeadAsync("a", Token))!.Value, [Row($"{i}.{n}")], Token)))
                {
                }
        }));

        var rows = await TextsAsync(one, "a");
        Assert.Equal(40, rows.Count);
        Assert.Equal(40, rows.Distinct().Count());
    }

    [Fact]
    public async Task Appends_sent_ahead_of_each_others_answers_arrive_in_order()
    {
        await using var store = Open();
        await store.TryCreateAsync("a", Token);

        var heads = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => store.AppendAsync("a", i, [Row($"{i}")], Token)));

        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), heads);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i}"), await TextsAsync(store, "a"));
    }

    [Fact]
    public async Task A_read_is_as_of_its_start()
    {
        await using var store = Open();
        await store.TryCreateAsync("a", Token);
        await store.AppendAsync("a", 0, [Row("x"), Row("y")], Token);

        await using var rows = store.ReadAsync("a", 0, Token).GetAsyncEnumerator(Token);
        await rows.MoveNextAsync();
        await store.AppendAsync("a", 2, [Row("z")], Token);

        Assert.True(await rows.MoveNextAsync());
        Assert.False(await rows.MoveNextAsync());
    }

    [Fact]
    public async Task A_cancelled_append_writes_nothing()
    {
        await using var store = Open();
        await store.TryCreateAsync("a", Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.AppendAsync("a", 0, [Row("x")], new CancellationToken(canceled: true)));

        Assert.Equal(0, await store.HeadAsync("a", Token));
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_kill()
    {
        await using var store = Open();
        await store.TryCreateAsync("a", Token);
        var head = 0L;
        for (var i = 0; i < 20; i++)
            head = await store.AppendAsync("a", head, [Row($"{i}")], Token);
        await store.SaveSnapshotAsync("a", 10, [Row("page")], Token);

        await using var reopened = OpenAfterKill();

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), await TextsAsync(reopened, "a"));
        Assert.Equal(10, (await reopened.ReadSnapshotAsync("a", Token))?.Head);
        Assert.Equal(21, await reopened.AppendAsync("a", head, [Row("next")], Token));
    }

    [Fact]
    public async Task The_newest_snapshot_is_kept_whole()
    {
        await using var store = Open();
        await store.TryCreateAsync("a", Token);
        await store.AppendAsync("a", 0, [Row("x"), Row("y"), Row("z")], Token);

        await store.SaveSnapshotAsync("a", 1, [Row("p1"), Row("p2"), Row("p3")], Token);
        await store.SaveSnapshotAsync("a", 3, [Row("q1"), Row("")], Token);
        await store.SaveSnapshotAsync("a", 2, [Row("late")], Token);

        var snapshot = await store.ReadSnapshotAsync("a", Token);
        Assert.Equal(3, snapshot!.Head);
        Assert.Equal(["q1", ""], snapshot.Pages.Select(page => Encoding.UTF8.GetString(page.Span)));
    }

    [Fact]
    public async Task A_snapshot_may_have_no_pages()
    {
        await using var store = Open();
        await store.TryCreateAsync("a", Token);

        await store.SaveSnapshotAsync("a", 0, [], Token);

        var snapshot = await store.ReadSnapshotAsync("a", Token);
        Assert.Equal(0, snapshot?.Head);
        Assert.Empty(snapshot!.Pages);
    }

    [Fact]
    public async Task A_snapshot_of_the_future_is_refused()
    {
        await using var store = Open();
        await store.TryCreateAsync("a", Token);

        await Assert.ThrowsAsync<ArgumentException>(() => store.SaveSnapshotAsync("a", 1, [], Token));

        Assert.Null(await store.ReadSnapshotAsync("a", Token));
    }

    [Fact]
    public async Task Experiments_are_listed_in_ordinal_order_and_do_not_mix()
    {
        await using var store = Open();
        foreach (var name in (string[])["b", "B-1", "a_2", "a.1"])
        {
            await store.TryCreateAsync(name, Token);
            await store.AppendAsync(name, 0, [Row(name)], Token);
        }

        Assert.Equal(["B-1", "a.1", "a_2", "b"], await store.ListAsync(Token));
        Assert.Equal(["a_2"], await TextsAsync(store, "a_2"));
    }

    [Fact]
    public async Task A_deleted_experiment_is_gone_and_its_name_free()
    {
        await using var store = Open();
        await store.TryCreateAsync("a", Token);
        await store.AppendAsync("a", 0, [Row("x")], Token);
        await store.SaveSnapshotAsync("a", 1, [Row("page")], Token);

        await store.DeleteAsync("a", Token);
        await store.DeleteAsync("a", Token);

        Assert.Null(await store.HeadAsync("a", Token));
        Assert.Empty(await store.ListAsync(Token));
        Assert.True(await store.TryCreateAsync("a", Token));
        Assert.Empty(await TextsAsync(store, "a"));
        Assert.Null(await store.ReadSnapshotAsync("a", Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../a")]
    [InlineData("a/b")]
    [InlineData(".a")]
    [InlineData("a b")]
    public async Task A_name_that_could_lead_elsewhere_is_refused(string name)
    {
        await using var store = Open();

        await Assert.ThrowsAsync<ArgumentException>(() => store.TryCreateAsync(name, Token));
    }

    [Fact]
    public async Task A_journal_behaves_like_a_list_whatever_is_done_to_it()
    {
        var experiment = 0;
        await Gen.Select(Gen.Int[0, 5], Gen.Int[-1, 1], Gen.Byte.Array[0, 300].Array[0, 4]).Array[1, 12].SampleAsync(async steps =>
        {
            var name = $"p{Interlocked.Increment(ref experiment)}";
            var store = Open();
            Assert.True(await store.TryCreateAsync(name, Token));
            var model = new List<byte[]>();
            foreach (var (action, offset, rows) in steps)
            {
                if (action == 0)
                {
                    await store.DisposeAsync();
                    store = Open();
                }
                else if (action == 1)
                {
                    await store.SaveSnapshotAsync(name, model.Count, [.. rows], Token);
                    Assert.Equal(rows, (await store.ReadSnapshotAsync(name, Token))!.Pages.Select(page => page.ToArray()));
                }
                else if (offset == 0)
                {
                    Assert.Equal(model.Count + rows.Length, await store.AppendAsync(name, model.Count, [.. rows], Token));
                    model.AddRange(rows);
                }
                else
                {
                    await Assert.ThrowsAsync<StaleHeadException>(() => store.AppendAsync(name, model.Count + offset, [.. rows], Token));
                }
            }
            var read = new List<byte[]>();
            await foreach (var row in store.ReadAsync(name, 0, Token))
                read.Add(row.Payload.ToArray());
            Assert.Equal(model, read);
            await store.DisposeAsync();
        }, iter: 20, threads: 1);
    }

    private static async Task<bool> Succeeds(Task<long> append)
    {
        try
        {
            await append;
            return true;
        }
        catch (StaleHeadException)
        {
            return false;
        }
    }
}
